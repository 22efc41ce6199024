import 'server-only'
import { ErrorCode as RpcCode } from '@modelcontextprotocol/sdk/types.js'
import type { FailureBody } from '../public-handler'
import { toPublicError } from '../shared/responses/public-error'

const SERVER_ERROR = -32_000

/** A JSON-RPC error for a request that was rejected before it became a call. */
export const rpcFailure: FailureBody = (failed, requestId) => {
  const { code, message } = toPublicError(failed, requestId)
  return { jsonrpc: '2.0', id: null, error: { code: rpcCode(code), message, data: { code, requestId } } }
}

function rpcCode(code: string): number {
  if (code === 'INVALID_JSON') return RpcCode.ParseError
  return code === 'INVALID_INPUT' ? RpcCode.InvalidRequest : SERVER_ERROR
}
