import 'server-only'
import { MAX_CHAT_BODY_BYTES } from '@/lib/contracts/public'
import { AppError } from '@/lib/core/app-error'
import type { PublishedApp } from '@/lib/runs/public-backend-types'

/** Only where files may come with a message is more taken than texts need. @throws AppError TOO_LARGE */
export function requireChatSize(
  { takesImages, takesDocuments }: Pick<PublishedApp, 'takesImages' | 'takesDocuments'>,
  sizeBytes: number,
): void {
  if (!takesImages && !takesDocuments && sizeBytes > MAX_CHAT_BODY_BYTES)
    throw new AppError('TOO_LARGE', `The body is larger than ${MAX_CHAT_BODY_BYTES / 1024} KB.`)
}
