export interface TestPostgres {
  url: string
  label: string
  restart(downMs?: number): Promise<void>
  stop(): void
}
export function startPostgres(options?: { own?: boolean; mayInstall?: boolean }): Promise<TestPostgres | null>
