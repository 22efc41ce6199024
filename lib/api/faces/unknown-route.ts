import 'server-only'
import type { Context } from 'hono'
import { difyFailure } from './dify/dify-app'
import { type FailureBody, faceHandler } from './face-handler'
import { flowiseFailure } from './flowise/flowise-app'
import { rpcFailure } from './mcp/rpc-failure'
import { oauthFailure } from './oauth/oauth-failure'
import { toOpenAiError } from './openai-shapes'
import { toProblem } from './problem'
import { notFound } from './public-error'
import type { PublicFaces } from './public-faces'

const DIALECTS: readonly [RegExp, FailureBody][] = [
  [/^\/api\/openai\//, toOpenAiError],
  [/^\/v1\//, difyFailure],
  [/^\/mcp(?:\/|$)/, rpcFailure],
  [/^\/(?:oauth|\.well-known)\//, oauthFailure],
  [
    /^\/api\/v1\/(?:prediction|chatflows-streaming|public-chatbotConfig|attachments|chatmessage|feedback|leads|vector|text-to-speech|openai-assistants-file|node-icon)\//,
    flowiseFailure,
  ],
]

/** What nothing answers is refused like everything else: as data, with a request id, in the language of its face. */
export function unknownRoute(faces: PublicFaces): (context: Context) => Promise<Response> {
  return (context) => {
    const { path } = context.req
    const [, failureBody = toProblem] = DIALECTS.find(([pattern]) => pattern.test(path)) ?? []
    const refuse = async () => {
      throw notFound()
    }
    return faceHandler(faces, refuse, failureBody)(context)
  }
}
