'use client'
import type { CSSProperties, ReactNode } from 'react'
import { AppTabBar } from './app-tab-bar'
import { widthOfName } from './width-of-name'

export interface AppBarProps {
  /** null until it is known. */
  appId: string | null
  /** Of the app; reserves its width. Empty until it is known: the tabs then wait, so that they do not move. */
  name: string
  /** The tab of a page below it; the address decides by default. */
  tab?: string
  start: ReactNode
  end: ReactNode
}

/** The header of an app with its tabs, which have the same place above the canvas and every other page of the app. */
export function AppBar({ appId, name, tab, start, end }: AppBarProps) {
  return (
    // The tabs share the row on wide screens, which leaves the height to the content.
    <header
      className="grid shrink-0 grid-cols-[minmax(0,1fr)_auto] bg-surface xl:grid-cols-[clamp(15rem,var(--app-name)+11rem,max(15rem,100vw-68rem))_minmax(0,1fr)_auto] xl:border-b"
      style={{ '--app-name': `${widthOfName(name)}rem` } as CSSProperties}
    >
      <div className="flex h-13 min-w-0 items-center gap-2 pl-3">{start}</div>
      {appId === null || name === '' ? (
        <div className="h-9 border-b max-xl:order-last max-xl:col-span-2 xl:ml-2 xl:h-13 xl:border-b-0 xl:border-l" />
      ) : (
        <AppTabBar
          appId={appId}
          {...(tab === undefined ? {} : { tab })}
          className="max-xl:order-last max-xl:col-span-2 xl:ml-2 xl:h-13 xl:gap-0 xl:border-b-0 xl:border-l"
        />
      )}
      <div className="flex h-13 items-center gap-2 pr-3 pl-2">{end}</div>
    </header>
  )
}
