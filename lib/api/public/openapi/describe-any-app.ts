import 'server-only'
import { type DescribedApp, describeApp } from './describe-app'

/** A chat app that takes files has all operations. */
const ANY_APP: DescribedApp = {
  slug: '{app}',
  title: 'Patchbay public API',
  description:
    'Runs and conversations of a published app. Each app also serves this document with its own inputs, at `openapi.json` below its address.',
  versionNumber: 1,
  kind: 'chat',
  messageField: 'message',
  inputFields: [{ name: 'message', label: 'Message', type: 'long-text', required: true }],
  takesImages: true,
  takesDocuments: true,
  takesRecordings: true,
}

/** The public API of any app, with the app's address as a variable of the server. */
export function describeAnyApp(appUrl: string) {
  const document = describeApp(ANY_APP, appUrl)
  const [{ url } = { url: '' }] = document.servers
  const variables = { app: { default: 'my-app', description: 'The address of the app.' } }
  return { ...document, servers: [{ url, variables }] }
}
