// What a dashboard file must be. JSON has no enums: where Grafana's types ask for one, its text is right too.
import type { Dashboard, Panel } from '@grafana/schema';
import type * as BarGauge from '@grafana/schema/dist/esm/raw/composable/bargauge/panelcfg/x/BarGaugePanelCfg_types.gen';
import type * as Gauge from '@grafana/schema/dist/esm/raw/composable/gauge/panelcfg/x/GaugePanelCfg_types.gen';
import type * as PieChart from '@grafana/schema/dist/esm/raw/composable/piechart/panelcfg/x/PieChartPanelCfg_types.gen';
import type * as Stat from '@grafana/schema/dist/esm/raw/composable/stat/panelcfg/x/StatPanelCfg_types.gen';
import type * as Table from '@grafana/schema/dist/esm/raw/composable/table/panelcfg/x/TablePanelCfg_types.gen';
import type * as TimeSeries from '@grafana/schema/dist/esm/raw/composable/timeseries/panelcfg/x/TimeSeriesPanelCfg_types.gen';

type Json<T> = T extends string ? `${T}` : T extends object ? { [K in keyof T]: Json<T[K]> } : T;

interface Query {
  refId: string;
  datasource: { type: 'prometheus'; uid: 'salesboard-prometheus' };
  expr: string;
  legendFormat: string;
  editorMode: 'code';
  instant: boolean;
  range: boolean;
  format?: 'table' | 'time_series';
}

type PanelOf<Type extends string, Options, FieldConfig = {}> = Omit<
  Json<Panel>,
  'type' | 'options' | 'targets' | 'fieldConfig'
> & {
  type: Type;
  options: Json<Partial<Options>>;
  targets: Query[];
  fieldConfig: Omit<NonNullable<Json<Panel['fieldConfig']>>, 'defaults'> & {
    defaults: Omit<Json<NonNullable<Panel['fieldConfig']>['defaults']>, 'custom'> & { custom?: Json<Partial<FieldConfig>> };
  };
};

export type AnyPanel =
  | PanelOf<'bargauge', BarGauge.Options>
  | PanelOf<'gauge', Gauge.Options>
  | PanelOf<'piechart', PieChart.Options, PieChart.FieldConfig>
  | PanelOf<'stat', Stat.Options>
  | PanelOf<'table', Table.Options, Table.FieldConfig>
  | PanelOf<'timeseries', TimeSeries.Options, TimeSeries.FieldConfig>
  | { type: 'row'; id: number; title: string; collapsed: boolean; gridPos: Json<NonNullable<Panel['gridPos']>>; panels: [] };

export type AnyDashboard = Omit<Json<Dashboard>, 'panels' | 'schemaVersion'> & { schemaVersion: 42; panels: AnyPanel[] };
