/** Reads a required environment variable. */
export function requireEnv(name: string): string {
  const value = process.env[name]
  if (value) return value
  throw new Error(`Set ${name} in .env first.`)
}
