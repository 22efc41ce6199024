import { expect } from 'vitest'
import { createTestStudio, type TestPerson, type TestStudio } from '@/lib/api/testing/test-studio'
import { findLiveApp } from '@/lib/services/versions/live-apps'
import { revealEnvironmentSecret } from '../environment-secrets'
import { environmentSettings } from '../environment-settings'
import { executeDueRequests } from '../execute-due-requests'
import { judgeRollouts } from '../judge-rollouts'
import { CALLS, contracts, NONE, type Step, type Target } from './editor-calls'
import { chat, ENVIRONMENTS, publication, SECRET, type Shop } from './shop'

/** Protects an environment of a shop, on behalf of the owner. */
export type Protect = (shops: ShopStudio, shop: Shop, environment: string) => Promise<void>

/** A studio in which an editor tries to change settings that an owner protected. */
export class ShopStudio {
  private count = 0

  private constructor(
    readonly studio: TestStudio,
    readonly owner: TestPerson,
    readonly editor: TestPerson,
    private readonly protect: Protect,
  ) {}

  static async open(protect: Protect): Promise<ShopStudio> {
    const studio = await createTestStudio()
    const owner = await studio.signUp('owner')
    return new ShopStudio(studio, owner, await studio.signUp('editor', owner.workspaceId), protect)
  }

  async send(person: TestPerson, method: string, path: string, body?: unknown) {
    const response = await this.studio.call({ method, path, body, person })
    return { status: response.status, body: await response.json() }
  }

  async sendOk(person: TestPerson, method: string, path: string, body?: unknown) {
    const response = await this.send(person, method, path, body)
    expect(response.status, `${method} ${path} ${JSON.stringify(response.body)}`).toBe(200)
    return response.body
  }

  /** Creates an app whose version 2 is live in production and in “europe”. Both are protected from now on. */
  async createShop(): Promise<Shop> {
    const { owner } = this
    this.count += 1
    const slug = `shop-${this.count}`
    const created = await this.sendOk(owner, 'POST', '/api/studio/apps', { name: slug, graph: chat('One') })
    const path = `/api/studio/apps/${created.id}`
    await this.sendOk(owner, 'POST', `${path}/environments`, { name: 'europe' })
    const versionIds: string[] = []
    let revision = created.revision
    for (const label of ['One', 'Two', 'Three']) {
      revision = (await this.sendOk(owner, 'PUT', `${path}/draft`, { revision, graph: chat(label) })).revision
      const environment = label === 'Three' ? 'staging' : 'production'
      const { version } = await this.sendOk(owner, 'POST', `${path}/versions`, { revision, note: '', environment })
      versionIds.push(version.id)
      if (environment === 'production')
        await this.sendOk(owner, 'POST', `${path}/releases`, {
          environment: 'europe',
          versionId: version.id,
          expectedVersionId: versionIds.at(-2) ?? null,
        })
    }
    await this.sendOk(owner, 'PUT', `${path}/publication`, publication(slug))
    const shop = { appId: created.id, slug, versionIds }
    for (const environment of ENVIRONMENTS) {
      await this.sendOk(owner, 'PUT', `${path}/environments/${environment}/secrets`, SECRET)
      await this.protect(this, shop, environment)
    }
    return shop
  }

  /** Responses to callers of the two addresses; null for nothing. */
  async answersOf({ appId, slug }: Shop) {
    const { db } = this.studio.system
    const read = ENVIRONMENTS.map(async (environment) => {
      const app = await findLiveApp(db, environment === 'production' ? slug : `${slug}@${environment}`)
      if (!app) return null
      const address = { workspaceId: this.owner.workspaceId, appId, environment }
      const { models, secretNames } = await environmentSettings(db, address)
      const secret = await revealEnvironmentSecret({ db, system: this.studio.system }, address, {
        name: SECRET.name,
        origin: 'crm.example.com',
      })
      const candidate = app.rollout?.kind === 'canary' ? app.rollout.versionId : null
      return { appId: app.appId, versionId: app.versionId, candidate, models, secretNames: [...secretNames], secret }
    })
    return Promise.all(read)
  }

  /** One call by the editor with its automatic consequences. @returns its status */
  async take(shop: Shop, otherId: string, { route, pick }: Step): Promise<number> {
    const contract = contracts.find(({ name }) => name === route)
    const call = CALLS[route]
    if (!contract || !call) throw new Error(`no call of ${route}`)
    const { path = {}, body } = call(await this.targetOf(shop, otherId), pick)
    // Mostly for the shop, sometimes for the editor’s own app, which might take over its address.
    const params: Record<string, string | undefined> = { ...path, appId: pick % 11 === 0 ? otherId : shop.appId }
    const filled = contract.path.replace(/:(\w+)/g, (_, key: string) => params[key] ?? NONE)
    const { status } = await this.send(this.editor, contract.method, filled, body)
    await executeDueRequests(this.studio.system, { now: new Date('2100-06-01T00:00:00Z') })
    await judgeRollouts(this.studio.system)
    return status
  }

  private async targetOf(shop: Shop, otherId: string): Promise<Target> {
    const { owner, editor } = this
    const path = `/api/studio/apps/${shop.appId}`
    const { environments } = (await this.send(owner, 'GET', `${path}/environments`)).body
    const secrets = ENVIRONMENTS.map(
      async (name) => (await this.send(editor, 'GET', `${path}/environments/${name}/secrets`)).body,
    )
    type Named = { name: string; orders: { id: string }[] }
    const { rollouts } = (await this.send(owner, 'GET', `${path}/rollouts`)).body
    const app = (await this.send(owner, 'GET', path)).body
    return {
      ...shop,
      otherId,
      revision: app.revision ?? 0,
      environments: (environments ?? []).map(({ name }: Named) => name),
      orderIds: (environments ?? []).flatMap(({ orders }: Named) => orders.map(({ id }) => id)),
      rolloutIds: (rollouts ?? []).map(({ id }: { id: string }) => id),
      secretIds: (await Promise.all(secrets)).flatMap((answer) =>
        (answer.secrets ?? []).map(({ id }: { id: string }) => id),
      ),
    }
  }
}
