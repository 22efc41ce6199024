import 'server-only'
import type { Context, Hono } from 'hono'
import { addHeaders } from '@/lib/api/http/light-response'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import { difyFailure } from './dify/dify-app'
import { flowiseFailure } from './flowise/flowise-app'
import { rpcFailure } from './mcp/rpc-failure'
import { oauthFailure } from './oauth/oauth-failure'
import { toOpenAiUnknown } from './openai/openai-shapes'
import type { PublicApi } from './public-api'
import { apiHandler, type FailureBody } from './public-handler'
import { toProblem } from './shared/responses/problem'
import { notFound } from './shared/responses/public-error'

const DIALECTS: readonly [RegExp, FailureBody][] = [
  [/^\/api\/openai\//, toOpenAiUnknown],
  [/^\/v1\//, difyFailure],
  [/^\/mcp(?:\/|$)/, rpcFailure],
  [/^\/(?:oauth|\.well-known)\//, oauthFailure],
  [
    /^\/api\/v1\/(?:prediction|chatflows-streaming|public-chatbotConfig|attachments|chatmessage|feedback|leads|vector|text-to-speech|openai-assistants-file|node-icon)\//,
    flowiseFailure,
  ],
]

/**
 * Rejects unknown routes like any other error: as data, with a request id, in the API's format. For
 * a known path the allowed methods are listed (RFC 9110 §15.5.6).
 */
export function unknownRoute(api: PublicApi, router: Hono): (context: Context) => Promise<Response> {
  return async (context) => {
    const { path, method } = context.req
    const [, failureBody = toProblem] = DIALECTS.find(([pattern]) => pattern.test(path)) ?? []
    const methods = methodsOf(router, path)
    const allow = methods.join(', ')
    const reject = async () => {
      if (methods.length === 0) throw notFound()
      if (method === 'OPTIONS') return new Response(null, { status: 204 })
      throw new AppError('METHOD_NOT_ALLOWED', problem('request.methodNotAllowed', { allowed: allow }))
    }
    const response = await apiHandler(api, reject, failureBody)(context)
    if (methods.length > 0) addHeaders(response, { allow })
    return response
  }
}

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']

/** Methods of the path; middleware does not count. */
function methodsOf({ router }: Hono, path: string): string[] {
  return METHODS.filter((method) => {
    // GET routes also answer HEAD.
    const lookupMethod = method === 'HEAD' ? 'GET' : method
    return router.match(lookupMethod, path)[0].some(([[, route]]) => route.method === lookupMethod)
  })
}
