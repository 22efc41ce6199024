import type { z } from 'zod'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** The minimum role: `public` needs no session; roles are ordered viewer < runner < editor < owner. */
export type Access = 'public' | 'viewer' | 'runner' | 'editor' | 'owner'

/** Format of the request body: JSON, or one file as multipart form data in the field `file`. */
export type BodyKind = 'json' | 'upload'
/** Format of the response: JSON, server-sent RunEvents (`text/event-stream`), or a file. */
export type ResponseKind = 'json' | 'events' | 'file'

/** One operation of the studio's API, used by the router, the client and the tests. */
export interface Contract<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Response extends z.ZodType = z.ZodType,
> {
  name: string
  method: Method
  /** Hono path, such as `/api/studio/apps/:appId`. */
  path: string
  access: Access
  params?: Params
  query?: Query
  body?: Body
  response: Response
  bodyKind?: BodyKind
  responseKind?: ResponseKind
  maxBodyBytes?: number
}

export type ParamsOf<C extends Contract> = C['params'] extends z.ZodType ? z.output<C['params']> : undefined
export type QueryOf<C extends Contract> = C['query'] extends z.ZodType ? z.output<C['query']> : undefined
export type BodyOf<C extends Contract> = C['body'] extends z.ZodType ? z.output<C['body']> : undefined
export type BodyInputOf<C extends Contract> = C['body'] extends z.ZodType ? z.input<C['body']> : undefined
export type QueryInputOf<C extends Contract> = C['query'] extends z.ZodType ? z.input<C['query']> : undefined
export type ResponseOf<C extends Contract> = z.output<C['response']>

export function defineContract<const C extends Contract>(contract: C): C {
  return contract
}
