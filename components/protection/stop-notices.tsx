'use client'
import { StoppedNotice } from './stopped-notice'
import { useStops } from './use-stops'

export interface StopNoticesProps {
  /** Of one app; without it, of every app. */
  appId?: string
  className?: string
}

/** That the outside gets no answers now, where people look at what is live. Nothing while everything runs. */
export function StopNotices({ appId, className = '' }: StopNoticesProps) {
  const { workspace, apps } = useStops()
  const own = appId === undefined ? apps : apps.filter(({ app }) => app?.id === appId)
  if (workspace === null && own.length === 0) return null
  return (
    <div className={`flex flex-col gap-2 ${className}`}>
      {workspace ? <StoppedNotice stop={workspace} /> : null}
      {own.map((stop) => (
        <StoppedNotice key={stop.app?.id} stop={stop} />
      ))}
    </div>
  )
}
