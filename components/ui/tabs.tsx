'use client'
import { type ComponentProps, createContext, use, useId, useRef, useState } from 'react'
import { cn } from './cn'
import { moveBetweenTabs } from './tab-keys'
import { useScrollFade } from './use-scroll-fade'

interface TabsState {
  id: string
  value: string
  isVertical: boolean
  select: (value: string) => void
}

const TabsContext = createContext<TabsState>({ id: '', value: '', isVertical: false, select: () => undefined })

export interface TabsProps extends Omit<ComponentProps<'div'>, 'defaultValue'> {
  value?: string
  /** The initial tab if `value` is absent. */
  defaultValue?: string
  onValueChange?: (value: string) => void
  orientation?: 'horizontal' | 'vertical'
}

/** Tabs as in the ARIA Authoring Practices, written here so that list pages do not load the code of a library. */
export function Tabs({ value, defaultValue = '', onValueChange, orientation, ...rest }: TabsProps) {
  const id = useId()
  const [uncontrolled, setOwn] = useState(defaultValue)
  const state = {
    id,
    value: value ?? uncontrolled,
    isVertical: orientation === 'vertical',
    select: (next: string) => {
      setOwn(next)
      onValueChange?.(next)
    },
  }
  return (
    <TabsContext value={state}>
      <div {...rest} />
    </TabsContext>
  )
}

/** Overflowing tabs fade at the sides with more tabs. */
export function TabList({ className, ...rest }: ComponentProps<'div'>) {
  const list = useRef<HTMLDivElement>(null)
  const { isVertical } = use(TabsContext)
  useScrollFade(list)
  return (
    <div
      ref={list}
      role="tablist"
      aria-orientation={isVertical ? 'vertical' : 'horizontal'}
      onKeyDown={moveBetweenTabs}
      className={className}
      {...rest}
    />
  )
}

export interface TabProps extends Omit<ComponentProps<'button'>, 'value'> {
  value: string
}

export function Tab({ value, ...rest }: TabProps) {
  const tabs = use(TabsContext)
  const isSelected = tabs.value === value
  return (
    <button
      ref={isSelected ? showSelectedTab : null}
      type="button"
      role="tab"
      id={`${tabs.id}-tab-${value}`}
      aria-selected={isSelected}
      aria-controls={`${tabs.id}-panel-${value}`}
      tabIndex={isSelected ? 0 : -1}
      onClick={() => tabs.select(value)}
      {...rest}
    />
  )
}

/** On phones the selected tab may be outside of the visible area. */
function showSelectedTab(tab: HTMLButtonElement | null): void {
  tab?.scrollIntoView({ block: 'nearest', inline: 'center' })
}

export function TabsList({ className, ...rest }: ComponentProps<'div'>) {
  return <TabList className={cn('fade-sides flex shrink-0 gap-4 overflow-x-auto border-b', className)} {...rest} />
}

export function TabsTrigger({ className, ...rest }: TabProps) {
  return (
    <Tab
      className={cn(
        '-mb-px h-9 whitespace-nowrap border-transparent border-b-2 px-0.5 font-medium text-muted text-sm transition-colors hover:text-ink focus-visible:-outline-offset-2 aria-selected:border-accent aria-selected:text-ink',
        className,
      )}
      {...rest}
    />
  )
}

export interface TabsContentProps extends ComponentProps<'div'> {
  value: string
}

export function TabsContent({ value, className, children, ...rest }: TabsContentProps) {
  const tabs = use(TabsContext)
  const isSelected = tabs.value === value
  return (
    <div
      role="tabpanel"
      id={`${tabs.id}-panel-${value}`}
      aria-labelledby={`${tabs.id}-tab-${value}`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a panel without focusable content must be reachable.
      tabIndex={0}
      hidden={!isSelected}
      className={isSelected ? cn('focus-visible:-outline-offset-2', className) : undefined}
      {...rest}
    >
      {isSelected ? children : null}
    </div>
  )
}
