export interface TestPostgres {
  url: string
  label: string
  stop(): void
}
export function freePort(): Promise<number>
export function startPostgres(): Promise<TestPostgres | null>
export function findChromium(node: string): string | null
