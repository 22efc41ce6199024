'use client'
import { VersionsList } from '@/components/publish/versions/versions-list'
import { ReleasesPage } from '@/components/releases/releases-page'

/** Everything about versions in one place: where each is live, canaries, and the history. */
export function AppReleasesPage({ appId }: { appId: string }) {
  return (
    <ReleasesPage appId={appId} renderVersions={(versions) => <VersionsList appId={appId} versions={versions} />} />
  )
}
