import 'server-only'
import { clients } from '@/lib/providers/clients.gen'
import { isProviderId } from '@/lib/providers/manifests.gen'

/** Preloads the libraries of a workspace's providers, so that the first answer does not wait for them. */
export async function warmProviders(providers: readonly string[]): Promise<void> {
  await Promise.all(
    [...new Set(providers)].filter(isProviderId).map(async (id) => (await clients[id]()).default.load?.()),
  )
}
