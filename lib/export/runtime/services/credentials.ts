import type { ServiceRequest } from '@/lib/engine/service-messages'

/** What a request needs of a connection. Values come from the environment. */
export interface ServiceCredentials {
  headers?: Readonly<Record<string, string>>
  query?: Readonly<Record<string, string>>
  /** `{name}` in the path. */
  path?: Readonly<Record<string, string>>
  /** Public values, such as the host of a self-hosted service. */
  fields?: Readonly<Record<string, string>>
}

/** The value of an Authorization header with name and password. */
export function basicAuthorization(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`, 'utf8').toString('base64')}`
}

export function placeCredentials(
  request: ServiceRequest,
  { headers = {}, query = {}, path = {} }: ServiceCredentials,
): ServiceRequest {
  const url = new URL(request.url)
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
  for (const [name, value] of Object.entries(path)) {
    const encoded = encodeURIComponent(value)
    url.pathname = url.pathname.replaceAll(`%7B${name}%7D`, encoded).replaceAll(`{${name}}`, encoded)
  }
  return { ...request, url: url.href, headers: { ...request.headers, ...headers } }
}
