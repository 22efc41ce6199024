import 'server-only'
import { newId } from '@/lib/core/new-id'
import type { System } from '@/lib/services/system'

/** Ids of one row of each kind, and names for rows identified by name. */
export type WorkspaceRows = ReturnType<typeof newRows>

export interface Filling extends Pick<System, 'db' | 'keyring'> {
  workspaceId: string
  id: WorkspaceRows
}

export function newRows() {
  return {
    appId: newId(),
    fileId: newId(),
    versionId: newId(),
    environment: 'preview',
    environmentSecretId: newId(),
    orderId: newId(),
    rolloutId: newId(),
    runId: newId(),
    hash: 'a'.repeat(64),
    waitId: newId(),
    budgetId: newId(),
    blockId: newId(),
    knowledgeBaseId: '',
    knowledgeSourceId: newId(),
    syncId: newId(),
    documentId: newId(),
    indexId: '',
    chunkId: newId(),
    labQuestionId: newId(),
    labRunId: newId(),
    connectionId: newId(),
    integrationConnectionId: newId(),
    mcpServerId: newId(),
    customApiId: newId(),
    tableId: newId(),
    rowId: newId(),
    apiDocumentId: newId(),
    apiPlugin: 'api-pets',
    apiAction: 'list-pets',
    routeId: newId(),
    keyId: newId(),
    programId: newId(),
    secretId: newId(),
    userId: newId(),
    invitationId: newId(),
    scheduleId: newId(),
    jobId: newId(),
    batchId: newId(),
    triggerId: newId(),
    channelId: newId(),
    requestId: newId(),
    memoryId: newId(),
    datasetId: newId(),
    exampleId: newId(),
    sourceId: newId(),
    datasetVersionId: newId(),
    evaluationId: newId(),
    experimentId: newId(),
    ruleId: newId(),
    campaignId: newId(),
    optimizationId: newId(),
    scorer: 'judge',
    itemId: newId(),
    model: 'chat-1',
    checkId: newId(),
    trainedModelId: newId(),
    modelVersionId: newId(),
    trainingJobId: newId(),
    // Belongs to the instance, not to a workspace.
    addressId: newId(),
  }
}
