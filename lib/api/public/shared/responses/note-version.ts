import 'server-only'
import type { PublishedApp } from '@/lib/services/versions/published-app'
import type { ApiCall } from '../../public-handler'

/** Says in the answer's headers which version of the app it comes from. @returns the app with that version */
export function noteVersion(call: ApiCall, app: PublishedApp, started: { version?: number | undefined }): PublishedApp {
  const versionNumber = started.version ?? app.versionNumber
  call.version = versionNumber
  return versionNumber === app.versionNumber ? app : { ...app, versionNumber }
}
