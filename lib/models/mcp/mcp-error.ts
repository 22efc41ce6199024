import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'

/** The name of a server in messages: by the name in the workspace, or by its host. */
export interface McpServerLabel {
  label: string
  /** Whether the workspace has saved this server under a name. */
  isSaved: boolean
}

/** Failures after which the server may simply be down. */
const UNREACHABLE: ReadonlySet<string> = new Set(['EGRESS_FAILED', 'TIMEOUT'])

/** Why a connection or call failed, in a sentence that names the server. */
export function toMcpError(failure: unknown, { label, isSaved }: McpServerLabel, signal: AbortSignal): AppError {
  const appError = AppError.isInstance(signal.reason) ? signal.reason : ownError(failure)
  if (appError && isSaved && UNREACHABLE.has(appError.code))
    return new AppError(appError.code, problem('mcp.noResponse', { name: label }), { cause: appError })
  if (appError) return appError
  if (signal.aborted) return new AppError('CANCELLED', problem('models.callStopped'))
  const text = failure instanceof Error ? failure.message : ''
  if (statusOf(failure) === 401 || /\b40[13]\b|unauthori[sz]ed/i.test(text)) {
    const reason = isSaved
      ? problem('mcp.notAuthorized', { name: label })
      : problem('mcp.secretRejected', { host: label })
    return new AppError(isSaved ? 'CREDENTIAL_MISSING' : 'TOOL_FAILED', reason, { cause: failure })
  }
  const reason = text.replace(/\s+/g, ' ').slice(0, 300) || 'none'
  return new AppError('TOOL_FAILED', problem('mcp.serverFailed', { host: label, reason }), { cause: failure })
}

/** The HTTP status in an error of the SDK's transport. */
const statusOf = (failure: unknown): unknown =>
  failure instanceof Error && 'code' in failure ? failure.code : undefined

function ownError(failure: unknown): AppError | null {
  for (let error = failure; error instanceof Error; error = error.cause) if (AppError.isInstance(error)) return error
  return null
}
