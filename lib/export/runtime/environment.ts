/** A variable of the environment that must be set. */
export function requireEnv(name: string): string {
  const value = process.env[name]
  if (value) return value
  throw new Error(`Set ${name} in .env first.`)
}
