interface TestServer {
  port: number
  stop(): void | Promise<void>
}
export function startMariadb(): Promise<(TestServer & { execute(sql: string): string }) | null>
export function startRedis(): Promise<(TestServer & { execute(...command: string[]): string }) | null>
export function startDovecot(): Promise<TestServer | null>
