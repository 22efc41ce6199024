'use client'
import { cloneElement, type FocusEvent, type PointerEvent, type ReactElement, type ReactNode, useId } from 'react'
import { Kbd } from './kbd'
import { TooltipBubble } from './tooltip-bubble'
import { useTooltip } from './use-tooltip'

export interface TooltipProps {
  content: ReactNode
  shortcut?: string
  side?: 'top' | 'right' | 'bottom' | 'left'
  /** A single element that forwards its props. */
  children: ReactElement<TriggerProps>
}

interface TriggerProps {
  'aria-describedby'?: string | undefined
  onPointerEnter?: ((event: PointerEvent<HTMLElement>) => void) | undefined
  onPointerLeave?: ((event: PointerEvent<HTMLElement>) => void) | undefined
  onPointerDown?: ((event: PointerEvent<HTMLElement>) => void) | undefined
  onFocus?: ((event: FocusEvent<HTMLElement>) => void) | undefined
  onBlur?: ((event: FocusEvent<HTMLElement>) => void) | undefined
}

/**
 * Custom, because a canvas has hundreds of them, and Radix's tooltip would add 15 kB to each page's first JavaScript.
 */
export function Tooltip({ content, shortcut, side = 'top', children }: TooltipProps) {
  const id = useId()
  const { anchor, ...tip } = useTooltip()
  const triggerProps = children.props
  const trigger = cloneElement(children, {
    'aria-describedby': anchor ? id : triggerProps['aria-describedby'],
    onPointerEnter: callBoth(triggerProps.onPointerEnter, tip.enter),
    onPointerLeave: callBoth(triggerProps.onPointerLeave, tip.leave),
    onPointerDown: callBoth(triggerProps.onPointerDown, tip.press),
    onFocus: callBoth(triggerProps.onFocus, tip.focus),
    onBlur: callBoth(triggerProps.onBlur, tip.close),
  })
  return (
    <>
      {trigger}
      {anchor ? (
        <TooltipBubble id={id} anchor={anchor} side={side} onEnter={tip.stay} onLeave={tip.leave} onClose={tip.close}>
          {content}
          {shortcut ? <Kbd className="border-ink-inverse/25 bg-transparent text-ink-inverse/80">{shortcut}</Kbd> : null}
        </TooltipBubble>
      ) : null}
    </>
  )
}

function callBoth<Event>(first: ((event: Event) => void) | undefined, second: (event: Event) => void) {
  return (event: Event) => {
    first?.(event)
    second(event)
  }
}
