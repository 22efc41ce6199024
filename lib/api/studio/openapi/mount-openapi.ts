import 'server-only'
import type { Hono } from 'hono'
import { jsonAnswer } from '../../http/json-response'
import { describeAnyApp } from '../../public/openapi/describe-any-app'
import { describeOpenAi } from '../../public/openapi/describe-openai'
import { studioRoutes } from '../studio-routes'
import { describeStudio } from './describe-studio'

/** Documents of the APIs. They contain nothing specific to this instance except its address, so they need no session. */
export function mountOpenApi(router: Hono, appUrl: string): void {
  const documents = {
    '/api/openapi.json': () => describeStudio(contracts, appUrl),
    '/api/openapi/app.json': () => describeAnyApp(appUrl),
    '/api/openapi/openai.json': () => describeOpenAi(appUrl),
  }
  const contracts = studioRoutes.map(({ contract }) => contract)
  for (const [path, makeDocument] of Object.entries(documents)) {
    let document: object | null = null
    router.get(path, async ({ req }) => {
      document ??= makeDocument()
      const response = await jsonAnswer(document, req.header('accept-encoding') ?? null)
      response.headers.set('cache-control', 'no-cache')
      return response
    })
  }
}
