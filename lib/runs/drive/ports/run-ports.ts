import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { retry } from '@/lib/db/errors/retry'
import { retryRead } from '@/lib/db/errors/retry-read'
import { createHttpAdapter } from '@/lib/egress/http-adapter'
import { callService } from '@/lib/egress/service-call'
import type { EnginePorts } from '@/lib/engine/ports'
import { problem } from '@/lib/messages/problems/problem'
import type { Caller } from '@/lib/models/gateway/gateway-services'
import { searchChunks } from '@/lib/rag/search/search-chunks'
import { searchModels } from '@/lib/rag/search/search-models'
import { sandboxAdapter } from '@/lib/sandbox/sandbox-adapter'
import { keepFile } from '@/lib/services/app-files/generated-files'
import { makeFile } from '@/lib/services/app-files/make-file'
import { readContent } from '@/lib/services/app-files/read-content'
import { readAppFile, readDocument, readPicture, readRecording } from '@/lib/services/app-files/run-files'
import { currentDegradation } from '@/lib/services/budgets/current-degradation'
import { findAction } from '@/lib/services/custom-apis/find-action'
import { workspaceModels } from '@/lib/services/gateway/workspace-models'
import { workspaceEgress } from '@/lib/services/governance/workspace-egress'
import { sendConnected } from '@/lib/services/integrations/connected-http'
import { RunConnections } from '@/lib/services/integrations/connections-port'
import { verifiedEndUser } from '@/lib/services/integrations/end-users/verified-end-user'
import { RunMcp } from '@/lib/services/integrations/mcp/mcp-port'
import { readPage } from '@/lib/services/integrations/read-page'
import { readText } from '@/lib/services/integrations/read-text'
import { runSockets } from '@/lib/services/integrations/sockets/run-sockets'
import { documentStates } from '@/lib/services/knowledge/add-documents'
import { getKnowledgeBaseRow } from '@/lib/services/knowledge/get-knowledge-base-row'
import { queryEmbedder } from '@/lib/services/knowledge/indexes/index-embedder'
import { searchLog } from '@/lib/services/knowledge/lab/search-log'
import { optionsWithin, retrievalOf } from '@/lib/services/knowledge/retrieval'
import { viewerOfCaller } from '@/lib/services/knowledge/viewer-of-caller'
import { memoryOwner } from '@/lib/services/memories/owner-of-run'
import { recallFacts } from '@/lib/services/memories/recall-facts'
import { revealEnvironmentSecret } from '@/lib/services/releases/environment-secrets'
import { type EnvironmentAddress, environmentSettings } from '@/lib/services/releases/environment-settings'
import { revealSecret } from '@/lib/services/secrets/secrets'
import type { System } from '@/lib/services/system'
import { readsTable, readTable } from '@/lib/services/tables/read-table'
import { loadVariables } from '@/lib/services/variables/load-variables'
import type { VariableKeys } from '@/lib/services/variables/variable-keys'
import { addOwnDocuments } from './add-own-documents'
import { mayRememberOwn, rememberOwn } from './remember-own'
import { withEnvironmentModels } from './with-environment-models'
import { writeTable } from './write-table'
import { writeVariables } from './write-variables'

export interface RunScope {
  system: System
  caller: Caller
  /** Whether answers may be read while they stream. */
  stream: boolean
  /** Collects every secret that the run has seen, for redaction. */
  revealedSecrets: Set<string>
  /** Runs another app of the workspace inside this run. */
  apps: EnginePorts['apps']
  /** Storage keys of variables. */
  variables: VariableKeys
  /** Repeats steps of another run, possibly of another person. */
  isRerun: boolean
  /** A shadow run reads variables, and its changes end with it. */
  isShadow: boolean
}

/** The ports of a run, bound to its workspace. Most runs only use models, so the others are created on first use. */
export class RunPorts implements EnginePorts {
  readonly models: EnginePorts['models']
  readonly apps: EnginePorts['apps']
  readonly #scope: RunScope
  readonly #address: EnvironmentAddress | null
  #connections: RunConnections | null = null
  #mcp: RunMcp | null = null

  constructor(scope: RunScope) {
    const { system, caller, stream } = scope
    this.#scope = scope
    this.#address = environmentOf(caller)
    this.apps = scope.apps
    this.models = withEnvironmentModels(
      workspaceModels({ system, caller, stream, onSecret: (secret) => void this.#remember(secret) }),
      () => this.#settings(),
    )
  }

  get sandbox(): EnginePorts['sandbox'] {
    return sandboxAdapter(this.#scope.caller)
  }

  get knowledge(): EnginePorts['knowledge'] {
    return { search: (request) => this.#search(request) }
  }

  get documents(): EnginePorts['documents'] {
    const { system, caller } = this.#scope
    const place = { system, workspaceId: caller.workspaceId }
    return {
      // Repeated after a lost connection: the same content is stored once.
      add: (request) => retry(() => addOwnDocuments(place, caller.runId, request)),
      status: (request) => retryRead(() => documentStates(place, request)),
    }
  }

  get http(): EnginePorts['http'] {
    const plain = createHttpAdapter(this.#fetch())
    return {
      send: (request) =>
        (request.connections ?? []).length === 0
          ? plain.send(request)
          : sendConnected(plain, this.#connected(), request),
    }
  }

  get services(): EnginePorts['services'] {
    return { call: (request) => callService(this.#fetch().stream, request) }
  }

  get connections(): EnginePorts['connections'] {
    return this.#connected()
  }

  get customApis(): EnginePorts['customApis'] {
    const { system, caller } = this.#scope
    const { workspaceId } = caller
    return { action: (request) => retryRead(() => findAction(system.db, { ...request, workspaceId })) }
  }

  get databases(): EnginePorts['databases'] {
    return runSockets({ connections: this.#connected(), open: this.#fetch().connect }).databases
  }

  get mail(): EnginePorts['mail'] {
    return runSockets({ connections: this.#connected(), open: this.#fetch().connect }).mail
  }

  get pages(): EnginePorts['pages'] {
    return {
      read: (request) => readPage(this.#fetch(), request),
      text: (request) => readText(this.#fetch(), request),
    }
  }

  get mcp(): EnginePorts['mcp'] {
    const { system, caller } = this.#scope
    this.#mcp ??= new RunMcp({ system, workspaceId: caller.workspaceId, connections: this.#connected() })
    return this.#mcp
  }

  get files(): EnginePorts['files'] {
    const { system, caller } = this.#scope
    const { workspaceId, appId, runId } = caller
    const { endUser, keyId } = caller.actsFor ?? caller
    const owner = { workspaceId, appId, endUser, keyId, createdBy: caller.actsFor ? runId : null }
    return {
      picture: (fileId) => readPicture(system.db, { ...owner, fileId }),
      document: (fileId) => readDocument(system.db, { ...owner, fileId }),
      recording: (fileId) => readRecording(system.db, { ...owner, fileId }),
      file: (fileId) => readAppFile(system.db, { ...owner, fileId }),
      make: (request) => makeFile(request),
      content: (fileId, signal) => readContent(system.db, { ...owner, fileId }, signal),
      keep: (file) => keepFile(system.db, caller, file),
    }
  }

  get variables(): EnginePorts['variables'] {
    const { system, caller, variables, isShadow } = this.#scope
    return {
      keeps: (scope) => !isShadow && caller.runId !== null && variables.keys[scope] !== null,
      load: (request) => retryRead(() => loadVariables(system.db, variables, request)),
      // Repeated after a lost connection: the changes of a step are stored once.
      write: (request) => retry(() => writeVariables(system.db, variables, { ...request, runId: caller.runId ?? '' })),
    }
  }

  get tables(): EnginePorts['tables'] {
    const { system, caller, variables } = this.#scope
    const { workspaceId, environment } = variables
    const scope = { workspaceId, environment, runId: caller.runId }
    return {
      run: (request) =>
        readsTable(request)
          ? retryRead(() => readTable(system.db, scope, request))
          : retry(() => writeTable(system.db, scope, request)),
    }
  }

  get memory(): EnginePorts['memory'] {
    const { system, caller, isRerun } = this.#scope
    const { runId } = caller
    const recalled = () => retryRead(() => memoryOwner(system.db, caller))
    // Facts of another person's run must not become facts about the member who repeats it.
    const remembered = async () => (isRerun ? null : recalled())
    return {
      mayRemember: async (request) => {
        const owner = await remembered()
        return owner ? retryRead(() => mayRememberOwn(system.db, owner, request)) : 'no-end-user'
      },
      // Repeated after a lost connection: the same facts are stored once.
      remember: async (request) => {
        const owner = await remembered()
        return owner
          ? retry(() => rememberOwn(system.db, { owner, runId }, request))
          : { status: 'no-end-user', count: 0 }
      },
      recall: async (request) => {
        const owner = await recalled()
        return owner ? retryRead(() => recallFacts(system.db, owner, request)) : []
      },
    }
  }

  get secrets(): EnginePorts['secrets'] {
    return { reveal: (request) => this.#reveal(request) }
  }

  async #search({
    knowledgeBaseId,
    query,
    options: own,
    leavesToBase,
    history,
    signal,
    ...tracing
  }: Parameters<EnginePorts['knowledge']['search']>[0]): ReturnType<EnginePorts['knowledge']['search']> {
    const { system, caller } = this.#scope
    const { workspaceId } = caller
    const knowledgeBase = await getKnowledgeBaseRow(system.db, workspaceId, knowledgeBaseId).catch((cause: unknown) => {
      throw new AppError('NOT_FOUND', problem('knowledge.stepBaseMissing'), { cause })
    })
    const options = leavesToBase ? optionsWithin(own, retrievalOf(knowledgeBase)) : own
    const saving = await currentDegradation(system.db, caller)
    const found = await searchChunks({
      db: system.db,
      workspaceId,
      knowledgeBaseId: knowledgeBase.id,
      query,
      history,
      signal,
      // A nearly used-up budget may limit the number of passages.
      options: { ...options, limit: Math.min(options.limit, saving?.maxPassages ?? options.limit) },
      viewer: await viewerOfCaller(system.db, caller),
      embed: queryEmbedder({ system, caller }),
      fields: knowledgeBase.metadataFields,
      models: searchModels(this.models, { ...tracing, signal }),
    })
    if (caller.runId !== null)
      searchLog(system.db).add({
        workspaceId,
        knowledgeBaseId: knowledgeBase.id,
        runId: caller.runId,
        query,
        confidence: found.confidence,
        givenCount: found.passages.length,
      })
    return { passages: found.passages, reason: found.reason?.message ?? null }
  }

  async #reveal(request: Parameters<EnginePorts['secrets']['reveal']>[0]): Promise<string> {
    const { system, caller } = this.#scope
    const ctx = { db: system.db, system, workspace: { id: caller.workspaceId, name: '' } }
    const address = this.#address
    const isSecret = (await this.#settings())?.secretNames.has(request.name) ?? false
    const value = isSecret && address ? await retryRead(() => revealEnvironmentSecret(ctx, address, request)) : null
    return this.#remember(value ?? (await retryRead(() => revealSecret(ctx, request))))
  }

  #connected(): RunConnections {
    const { system, caller } = this.#scope
    const { workspaceId, userId } = caller
    this.#connections ??= new RunConnections({
      system,
      workspaceId,
      userId,
      endUser: () => retryRead(() => verifiedEndUser(system.db, caller)),
      onSecret: (secret) => void this.#remember(secret),
    })
    return this.#connections
  }

  #settings() {
    return this.#address ? environmentSettings(this.#scope.system.db, this.#address) : null
  }

  #fetch() {
    return workspaceEgress(this.#scope.system.db, this.#scope.caller.workspaceId)
  }

  #remember(secret: string): string {
    this.#scope.revealedSecrets.add(secret)
    return secret
  }
}

/** @returns null for a draft run, which uses the workspace's settings */
function environmentOf({ workspaceId, appId, environment }: Caller): EnvironmentAddress | null {
  return appId && environment ? { workspaceId, appId, environment } : null
}
