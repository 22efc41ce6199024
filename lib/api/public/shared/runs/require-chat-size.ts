import 'server-only'
import { MAX_CHAT_BODY_BYTES } from '@/lib/contracts/public'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import { type AcceptedFiles, takesFiles } from '@/lib/services/apps/input-fields'

/** Large bodies are only accepted if the app accepts files. @throws AppError TOO_LARGE */
export function requireChatSize(app: AcceptedFiles, sizeBytes: number): void {
  if (!takesFiles(app) && sizeBytes > MAX_CHAT_BODY_BYTES)
    throw new AppError('TOO_LARGE', problem('request.bodyTooLarge', { kilobytes: MAX_CHAT_BODY_BYTES / 1024 }))
}
