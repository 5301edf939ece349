package io.salesboard.board.alerts;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes mail by SMTP as far as an Alertmanager speaks it, and keeps it with its text decoded. */
final class MailBox implements AutoCloseable {
    private final List<String> mails = new CopyOnWriteArrayList<>();
    private final ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    private final Thread thread = new Thread(this::serve, "mail-box");

    MailBox() throws IOException {
        thread.start();
    }

    String address() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    List<String> mails() {
        return mails;
    }

    private void serve() {
        try {
            while (true) {
                try (Socket socket = server.accept()) {
                    talk(socket);
                }
            }
        } catch (SocketException e) {
            return; // closed
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void talk(Socket socket) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        OutputStream out = socket.getOutputStream();
        say(out, "220 mail box");
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.startsWith("DATA")) {
                say(out, "354 go on");
                mails.add(decoded(mail(in)));
                say(out, "250 taken");
            } else if (line.startsWith("QUIT")) {
                say(out, "221 bye");
                return;
            } else {
                say(out, "250 yes");
            }
        }
    }

    private static String mail(BufferedReader in) throws IOException {
        StringBuilder mail = new StringBuilder();
        for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            mail.append(line).append('\n');
        }
        return mail.toString();
    }

    /** Quoted-printable bytes as the text they are. */
    private static String decoded(String mail) {
        String joined = mail.replace("=\n", "");
        byte[] bytes = new byte[joined.length() * 4];
        int size = 0;
        for (int i = 0; i < joined.length(); i++) {
            if (joined.charAt(i) == '=' && joined.substring(i).matches("(?s)=[0-9A-F]{2}.*")) {
                bytes[size++] = (byte) Integer.parseInt(joined.substring(i + 1, i + 3), 16);
                i += 2;
            } else {
                for (byte one : joined.substring(i, i + 1).getBytes(StandardCharsets.UTF_8)) {
                    bytes[size++] = one;
                }
            }
        }
        return new String(bytes, 0, size, StandardCharsets.UTF_8);
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        server.close();
        thread.join(5000);
    }
}
