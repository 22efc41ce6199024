'use client'
import { StoppedNotice } from './stopped-notice'
import { useStops } from './use-stops'

export interface StopNoticesProps {
  /** For one app; without it, for every app. */
  appId?: string
  className?: string
}

/** Warns that public traffic is stopped. Renders nothing otherwise. */
export function StopNotices({ appId, className = '' }: StopNoticesProps) {
  const { workspace, apps } = useStops()
  const shownApps = appId === undefined ? apps : apps.filter(({ app }) => app?.id === appId)
  if (workspace === null && shownApps.length === 0) return null
  return (
    <div className={`flex flex-col gap-2 ${className}`}>
      {workspace ? <StoppedNotice stop={workspace} /> : null}
      {shownApps.map((stop) => (
        <StoppedNotice key={stop.app?.id} stop={stop} />
      ))}
    </div>
  )
}
