import 'server-only'
import { setTimeout as delay } from 'node:timers/promises'
import { eq } from 'drizzle-orm'
import { AppError } from '@/lib/core/app-error'
import { channelMessages, channels } from '@/lib/db/schema/channels'
import { log } from '@/lib/platform/log'
import type { ActionDefinition } from '@/lib/plugins/action'
import { type OpenedChannel, openChannel } from '@/lib/services/channels/channel-row'
import { formatAnswer } from '@/lib/services/channels/format-answer'
import { isTransient } from '@/lib/services/channels/is-transient'
import { isMessage, type MessageRow } from '@/lib/services/channels/message-queue'
import { CHANGE_MS, claimPreview, releasePreview } from '@/lib/services/channels/preview-lease'
import { splitAnswer } from '@/lib/services/channels/split-answer'
import { type CallPlugin, callPlugin } from '@/lib/services/integrations/call-plugin'
import type { System } from '@/lib/services/system'
import type { Drive } from '../drive/types'
import { toPublicEvents } from '../public/events'

const NO_USAGE = { inputTokens: 0, outputTokens: 0, estimated: false }
/** Shows that more follows. */
const CONTINUES = ' …'

type Driven = Pick<Drive, 'system' | 'run' | 'plan' | 'active'>

interface Means {
  call: CallPlugin
  wait(milliseconds: number, signal: AbortSignal): Promise<void>
}

interface Preview extends Means {
  system: System
  channel: OpenedChannel
  message: MessageRow
  edit: ActionDefinition
}

const pause: Means['wait'] = (milliseconds, signal) => delay(milliseconds, undefined, { signal })

/**
 * Shows the answer of a run in its channel while it is written: one message that is edited, as often as the service
 * allows. Failures end the preview only. The answer itself is sent by `sendAnswer`, which replaces the preview.
 */
export async function previewAnswer(
  driven: Driven,
  signal: AbortSignal,
  { call = callPlugin, wait = pause }: Partial<Means> = {},
): Promise<void> {
  const { system, run } = driven
  if (!run.stream || !run.callback || !('channelMessageId' in run.callback)) return
  try {
    const [found] = await system.db
      .select({ message: channelMessages, row: channels })
      .from(channelMessages)
      .innerJoin(channels, eq(channels.id, channelMessages.channelId))
      .where(isMessage({ id: run.callback.channelMessageId, workspaceId: run.workspaceId }))
    const channel = found && (await openChannel(found.row))
    const { edit, editEveryMs } = channel?.definition ?? {}
    if (!found || !channel || !edit || !editEveryMs) return
    const preview = { system, channel, message: found.message, edit, call, wait }
    await showWhileWritten(preview, textOf(driven, signal), { everyMs: editEveryMs(found.message.target), signal })
  } catch (cause) {
    if (!signal.aborted) log().warn({ cause, runId: run.id }, 'failed to preview an answer in its channel')
  }
}

/** The latest text of the answer, which readers wait for. */
interface GrowingText {
  latest(): string
  /** Resolves after the next change or the end. */
  changed(): Promise<void>
  hasEnded(): boolean
}

function textOf({ run, plan, active }: Driven, signal: AbortSignal): GrowingText {
  let text = ''
  let isOver = false
  let next = Promise.withResolvers<void>()
  const notify = () => {
    const { resolve } = next
    next = Promise.withResolvers()
    resolve()
  }
  const read = async () => {
    const stream = { plan, runId: run.id, requestId: run.id, sources: 'none' as const, usage: () => NO_USAGE }
    for await (const items of toPublicEvents(active.follow(0, signal), stream)) {
      for (const { event } of items) {
        if (event.type === 'answer.reset') text = ''
        if (event.type === 'answer.delta') text += event.text
      }
      notify()
    }
  }
  read()
    .catch((cause: unknown) => log().warn({ cause, runId: run.id }, 'failed to follow an answer'))
    .finally(() => {
      isOver = true
      notify()
    })
  return { latest: () => text, changed: () => next.promise, hasEnded: () => isOver }
}

async function showWhileWritten(
  preview: Preview,
  text: GrowingText,
  { everyMs, signal }: { everyMs: number; signal: AbortSignal },
): Promise<void> {
  const { maxCharacters, format } = preview.channel.definition
  let intervalMs = everyMs
  let sentText = ''
  while (!signal.aborted && !text.hasEnded()) {
    const [part = ''] = splitAnswer(text.latest(), maxCharacters - CONTINUES.length)
    if (part.trim() === '' || part === sentText) {
      await text.changed()
      continue
    }
    const outcome = await change(preview, formatAnswer(`${part}${CONTINUES}`, format))
    if (outcome === 'stop') return
    if (outcome === 'shown') sentText = part
    else intervalMs *= 2
    await preview.wait(intervalMs, signal)
  }
}

async function change(preview: Preview, text: string): Promise<'shown' | 'later' | 'stop'> {
  const { system, channel, message, edit, call } = preview
  const { row, plugin, definition } = channel
  const previewId = await claimPreview(system.db, message)
  if (previewId === undefined) return 'stop'
  const action = previewId === null ? definition.send : edit
  try {
    const sent = await call(system, {
      workspaceId: row.workspaceId,
      plugin,
      action,
      connectionId: row.connectionId,
      signal: AbortSignal.timeout(CHANGE_MS),
      input: {
        ...message.target,
        text,
        ...(previewId === null ? {} : { sentId: previewId }),
        ...('isLast' in action.input.shape ? { isLast: false } : {}),
      },
      idempotencyKey: `${message.id}:preview`,
    })
    const id = typeof sent.sentId === 'string' ? sent.sentId : null
    await releasePreview(system.db, message, id)
    return previewId === null && id === null ? 'stop' : 'shown'
  } catch (error) {
    if (!AppError.isInstance(error)) throw error
    // It is unknown whether the service has the first preview, so the claim stays.
    const isUnknown = previewId === null && error.isFinal
    if (!isUnknown) await releasePreview(system.db, message, null)
    return isTransient(error) ? 'later' : 'stop'
  }
}
