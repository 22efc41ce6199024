import 'server-only'
import { z } from 'zod'
import type { TestApp } from './test-app'

const Versions = z.object({ versions: z.array(z.object({ id: z.string() })) })
const Slug = z.object({ slug: z.string() })
const Key = z.object({ secret: z.string() })

/** Releases the app's newest version to staging too. @returns its path there, with a key bound to staging */
export async function stageWithKey(app: TestApp): Promise<{ path: string; bearer: { authorization: string } }> {
  const appPath = `/api/studio/apps/${app.appId}`
  const [newest] = Versions.parse(await app.request('GET', `${appPath}/versions`)).versions
  await app.request('POST', `${appPath}/releases`, {
    environment: 'staging',
    versionId: newest?.id,
    expectedVersionId: null,
  })
  const { slug } = Slug.parse(await app.request('GET', `${appPath}/publication`))
  const created = await app.request('POST', '/api/studio/keys', {
    name: 'S',
    appIds: [app.appId],
    environment: 'staging',
  })
  return { path: `/api/v1/apps/${slug}@staging`, bearer: { authorization: `Bearer ${Key.parse(created).secret}` } }
}
