/** Messages between the embedded database's worker thread and its client. Id 0 means "ready", -1 is a notification. */
export type WorkerRequest = { id: number } & WorkerCommand

export type WorkerCommand =
  | { kind: 'query'; sql: string; params: unknown[]; rowMode: 'array' | 'object'; textTypes: number[] }
  | { kind: 'exec'; sql: string }
  | { kind: 'listen'; channel: string }
  | { kind: 'dump' }
  | { kind: 'close' }

export type WorkerResponse =
  | { id: number; ok: true; result: unknown }
  | { id: number; ok: false; error: { message: string; code: string | undefined; detail: string | undefined } }

export interface QueryResult {
  rows: unknown[]
  fields: { name: string; dataTypeID: number }[]
  affectedRows?: number
}
