import type { ErrorCode } from '@/lib/core/app-error'
import type { Json } from '@/lib/core/json'

/**
 * A request as data. `{{field}}` is a field of the input: percent-encoded in `path` and `query`, a JSON value in `json`
 * where it is the whole string, text elsewhere. An absent optional field removes its property, parameter or header.
 */
export interface ActionRequest {
  method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Below the plugin's base URL, or a complete address on one of its hosts. */
  path: string
  query?: Readonly<Record<string, string>>
  headers?: Readonly<Record<string, string>>
  cookies?: Readonly<Record<string, string>>
  /** The format of a list or object in a query or form parameter; by default the parameter is repeated. */
  styles?: Readonly<Record<string, ListStyle>>
  body?: ActionBody
  /** `file`: the response becomes a file in the output field `file`. */
  response?: 'json' | 'text' | 'file' | 'none'
}

/** `a,b`, `a b`, `a|b`, or `name[key]=value` for an object. */
export type ListStyle = 'comma' | 'space' | 'pipe' | 'brackets'

export type ActionBody =
  | { json: Json }
  | { form: Readonly<Record<string, string>> }
  /** A part whose field is a file reference is sent as a file. */
  | { multipart: Readonly<Record<string, string>> }
  | { raw: string; contentType: string }
  /** The content of one file. */
  | { file: string; contentType: string }

/** Pages of a list, up to the requested number of items. Pointers are JSON Pointers into a page. */
export type Pagination = {
  items: string
  /** Output field for the collected items. */
  as: string
  /** Properties of each item by name; without it items are returned as they are. */
  each?: Readonly<Record<string, string>>
  /** Input field with the maximum number of items; 100 by default. */
  limit?: string
  /** Query parameter for the page size, with the service's maximum. */
  size?: { parameter: string; max: number }
} & (
  | { type: 'cursor'; next: string; parameter: string; in?: 'query' | 'body' }
  /** Follows the last item, by its id, while the page says that there are more. */
  | { type: 'last-item'; id: string; more: string; parameter: string }
  /** The `Link` header with `rel="next"`. */
  | { type: 'link' }
  /** The address of the next page, in the body. */
  | { type: 'next-url'; next: string }
  | { type: 'page'; parameter: string; first?: number }
  | { type: 'offset'; parameter: string }
)

/** A pointer into the response, or a list with pointers into each item. */
export type Pick = string | { list: string; each: Readonly<Record<string, string>> }

export interface ActionError {
  code: ErrorCode
  message?: string
}

/** With `none`, a write whose outcome is unknown is never repeated. */
export type Idempotency = 'none' | { header: string } | { field: string }

/** What requests need of a service. */
export interface ServiceFacts {
  label: string
  /** Origin and path prefix; `{field}` is a public field of the connection. */
  baseUrl: string
  hosts: readonly string[]
  headers?: Readonly<Record<string, string>> | undefined
}

/** How an action recognizes and describes failures. */
export interface FailureRules {
  /**
   * How the service reports failures with a success status, and where it puts the reason that `errors` names. `message`
   * is shown for other reasons.
   */
  failure?: { path: string; equals: Json; reason?: string; message?: string }
  /** Errors by the reason of a failure, or by status. */
  errors?: Readonly<Record<string, ActionError>>
}
