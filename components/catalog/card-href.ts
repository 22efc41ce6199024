export function cardHref({ connection, model }: { connection: string; model: string }): string {
  return `/models/catalog/${encodeURIComponent(connection)}/${encodeURIComponent(model)}`
}
