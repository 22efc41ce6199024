/** A request to the service of a plugin, without or with credentials. */
export interface ServiceRequest {
  method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** `{name}` in the path is a secret that `authorize` fills in. */
  url: string
  headers: Readonly<Record<string, string>>
  body?: string | Uint8Array<ArrayBuffer>
  /** Puts the credentials of a GET request into its URL, which is valid for this time. Only for `aws-sigv4`. */
  presignSeconds?: number
}

export interface ServiceResponse {
  status: number
  headers: Readonly<Record<string, string>>
  bytes: Uint8Array<ArrayBuffer>
}
