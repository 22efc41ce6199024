import type { IconName } from '@/components/ui/icon'
import { localizeProblem } from '@/lib/client/messages/localize-problem'
import { t } from '@/lib/client/messages/t'
import type { RunEvent } from '@/lib/engine/events'

export interface EventLine {
  icon: IconName
  text: string
  tone: 'plain' | 'good' | 'bad' | 'warning'
}

/** One-line description of an event. @param labelOf label of the node at the end of a path */
export function eventLine(event: RunEvent, labelOf: (path: readonly string[]) => string): EventLine {
  const node = 'path' in event ? labelOf(event.path) : ''
  switch (event.type) {
    case 'run-start':
      return { icon: 'play', tone: 'plain', text: t('timeTravel.event-run-start') }
    case 'run-pause':
      return { icon: 'hand', tone: 'warning', text: t('timeTravel.event-run-pause') }
    case 'run-resume':
      return { icon: 'play', tone: 'plain', text: t('timeTravel.event-run-resume') }
    case 'run-end':
      return { icon: 'flag', tone: 'good', text: t('timeTravel.event-run-end') }
    case 'run-error':
      return {
        icon: 'circle-x',
        tone: 'bad',
        text: t('timeTravel.event-run-error', { message: localizeProblem(event.error) }),
      }
    case 'node-start':
      return {
        icon: 'circle-dashed',
        tone: 'plain',
        text:
          event.attempt > 1
            ? t('timeTravel.event-node-start-again', { node, attempt: event.attempt })
            : t('timeTravel.event-node-start', { node }),
      }
    case 'node-end':
      return event.pinned
        ? { icon: 'history', tone: 'plain', text: t('timeTravel.event-node-reused', { node }) }
        : { icon: 'circle-check', tone: 'good', text: t('timeTravel.event-node-end', { node }) }
    case 'node-skip':
      return { icon: 'circle-slash', tone: 'plain', text: t('timeTravel.event-node-skip', { node }) }
    case 'node-error':
      return {
        icon: 'circle-x',
        tone: event.handled ? 'warning' : 'bad',
        text: t('timeTravel.event-node-error', { node, message: localizeProblem(event.error) }),
      }
    case 'node-retry':
      return {
        icon: 'refresh',
        tone: 'warning',
        text: t('timeTravel.event-node-retry', { node, message: localizeProblem(event.error) }),
      }
    case 'node-usage': {
      const { inputTokens: input, outputTokens: output } = event.usage
      return { icon: 'coins', tone: 'plain', text: t('timeTravel.event-node-usage', { node, input, output }) }
    }
    case 'node-reasoning':
      return { icon: 'text-cursor-input', tone: 'plain', text: t('timeTravel.event-node-reasoning', { node }) }
    case 'node-cut':
      return { icon: 'scissors', tone: 'warning', text: t('timeTravel.event-node-cut', { node }) }
    case 'node-decision':
      return {
        icon: 'route',
        tone: 'plain',
        text: t('timeTravel.event-node-decision', { node, message: localizeProblem(event.decision) }),
      }
    case 'node-step':
      return { icon: 'wrench', tone: 'plain', text: t('timeTravel.event-node-step', { node, name: event.step.name }) }
    case 'variable-set': {
      const names = event.changes.map(({ name }) => name).join(', ')
      return { icon: 'pencil', tone: 'plain', text: t('timeTravel.event-variable-set', { node, names }) }
    }
    case 'node-pause':
      return { icon: 'hand', tone: 'warning', text: t('timeTravel.event-node-pause', { node }) }
    case 'node-resume':
      return { icon: 'play', tone: 'plain', text: t('timeTravel.event-node-resume', { node }) }
    case 'node-delta':
    case 'node-rewind':
      return { icon: 'text-cursor-input', tone: 'plain', text: t('timeTravel.event-node-text', { node }) }
    default: {
      const unhandled: never = event
      return unhandled
    }
  }
}
