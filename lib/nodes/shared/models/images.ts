import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import type { Json } from '@/lib/core/json'
import type { ChatMessage } from '@/lib/engine/model-requests'
import type { NodeContext } from '@/lib/engine/node-definition'
import { problem } from '@/lib/messages/problems/problem'

/** Edges carry references to images; the bytes are read where a model needs them. */
const ImageRefs = z.array(z.object({ fileId: z.string() }))

/** Adds the images to the last user message. @throws INVALID_INPUT, NOT_FOUND */
export function withImages(
  ctx: Pick<NodeContext, 'ports'>,
  messages: readonly ChatMessage[],
  value: Json | undefined,
): readonly ChatMessage[] | Promise<readonly ChatMessage[]> {
  return value === undefined || value === null ? messages : addImages(ctx, messages, value)
}

async function addImages(
  ctx: Pick<NodeContext, 'ports'>,
  messages: readonly ChatMessage[],
  value: Json,
): Promise<readonly ChatMessage[]> {
  const refs = ImageRefs.safeParse(value)
  if (!refs.success) throw new AppError('INVALID_INPUT', problem('nodes.picturesFromMessages'))
  if (refs.data.length === 0) return messages
  const last = messages.findLastIndex(({ role }) => role === 'user')
  if (last === -1) throw new AppError('INVALID_INPUT', problem('nodes.picturesNeedMessage'))
  const images = await Promise.all(refs.data.map(({ fileId }) => ctx.ports.files.picture(fileId)))
  return messages.map((message, index) => (index === last ? { ...message, images } : message))
}
