import { type APIRequestContext, expect } from '@playwright/test'

/** Passages of every document in order, each exactly once. @param where the URL of the knowledge base */
export async function passagesOf(request: APIRequestContext, where: string): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>()
  for (let offset = 0; ; offset = found.size) {
    const { documents } = await (await request.get(`${where}/documents?order=name&limit=500&offset=${offset}`)).json()
    if (documents.length === 0) return found
    for (const { id, name, status, error } of documents) {
      expect([name, status, error]).toEqual([name, 'ready', null])
      const { chunks } = await (await request.get(`${where}/documents/${id}/chunks?limit=200`)).json()
      expect(chunks.map(({ ordinal }: { ordinal: number }) => ordinal)).toEqual([...Array(chunks.length).keys()])
      found.set(
        name,
        chunks.map(({ text }: { text: string }) => text),
      )
    }
  }
}
