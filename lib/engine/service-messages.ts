/** A request to the service of a plugin, without or with credentials. */
export interface ServiceRequest {
  method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** `{name}` in the path is a secret that `authorize` fills in. */
  url: string
  headers: Readonly<Record<string, string>>
  body?: string | Uint8Array<ArrayBuffer>
}

export interface ServiceResponse {
  status: number
  headers: Readonly<Record<string, string>>
  bytes: Uint8Array<ArrayBuffer>
}
