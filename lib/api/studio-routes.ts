import 'server-only'
import { readAppFile as readAppFileContract } from '@/lib/contracts/app-file-content'
import * as appFilesContract from '@/lib/contracts/app-files'
import * as appsContract from '@/lib/contracts/apps'
import * as auditContract from '@/lib/contracts/audit'
import * as automationsContract from '@/lib/contracts/automations'
import * as batchesContract from '@/lib/contracts/batches'
import * as budgetsContract from '@/lib/contracts/budgets'
import * as callbacksContract from '@/lib/contracts/callbacks'
import * as datasetExamplesContract from '@/lib/contracts/dataset-examples'
import * as datasetSourcesContract from '@/lib/contracts/dataset-sources'
import * as datasetVersionsContract from '@/lib/contracts/dataset-versions'
import * as datasetsContract from '@/lib/contracts/datasets'
import * as accessContract from '@/lib/contracts/document-access'
import * as environmentsContract from '@/lib/contracts/environments'
import * as exportsContract from '@/lib/contracts/exports'
import * as feedbackContract from '@/lib/contracts/feedback'
import * as governanceContract from '@/lib/contracts/governance'
import * as inboxContract from '@/lib/contracts/inbox'
import * as invitationsContract from '@/lib/contracts/invitations'
import * as keysContract from '@/lib/contracts/keys'
import * as knowledgeContract from '@/lib/contracts/knowledge'
import * as documentsContract from '@/lib/contracts/knowledge-documents'
import * as indexesContract from '@/lib/contracts/knowledge-indexes'
import * as metadataContract from '@/lib/contracts/knowledge-metadata'
import * as knowledgeSourcesContract from '@/lib/contracts/knowledge-sources'
import * as ledgerContract from '@/lib/contracts/ledger'
import * as lintContract from '@/lib/contracts/lint'
import * as membersContract from '@/lib/contracts/members'
import * as cardsContract from '@/lib/contracts/model-cards'
import * as checksContract from '@/lib/contracts/model-checks'
import * as modelsContract from '@/lib/contracts/models'
import * as protectionContract from '@/lib/contracts/protection'
import * as queueContract from '@/lib/contracts/queue'
import * as releasesContract from '@/lib/contracts/releases'
import * as rolloutsContract from '@/lib/contracts/rollouts'
import * as routesContract from '@/lib/contracts/routes'
import * as runsContract from '@/lib/contracts/runs'
import * as schedulesContract from '@/lib/contracts/schedules'
import * as secretsContract from '@/lib/contracts/secrets'
import * as sessionContract from '@/lib/contracts/session'
import * as trainingContract from '@/lib/contracts/training'
import * as trainingJobsContract from '@/lib/contracts/training-jobs'
import * as triggersContract from '@/lib/contracts/triggers'
import * as usageContract from '@/lib/contracts/usage'
import * as versionsContract from '@/lib/contracts/versions'
import * as visitorsContract from '@/lib/contracts/visitors'
import * as waitsContract from '@/lib/contracts/waits'
import * as workspacesContract from '@/lib/contracts/workspaces'
import * as appFiles from '@/lib/runs/verbs/app-files'
import { answerLinkedWait, readLinkedWait } from '@/lib/runs/verbs/approval-links'
import * as batches from '@/lib/runs/verbs/batches'
import { controlBatch } from '@/lib/runs/verbs/control-batch'
import { deleteWorkspace } from '@/lib/runs/verbs/delete-workspace'
import { downloadBatch } from '@/lib/runs/verbs/download-batch'
import { countInbox, listFailures } from '@/lib/runs/verbs/inbox'
import { getRun, getRunValue, listRuns } from '@/lib/runs/verbs/list-runs'
import { listTargets } from '@/lib/runs/verbs/list-targets'
import { getPassage } from '@/lib/runs/verbs/passage'
import { readAppFile } from '@/lib/runs/verbs/read-app-file'
import { rerunRun } from '@/lib/runs/verbs/rerun-run'
import { getRollout, listAnswerPairs } from '@/lib/runs/verbs/rollouts'
import * as schedules from '@/lib/runs/verbs/schedules'
import { resumeTraffic, stopTraffic } from '@/lib/runs/verbs/stop-traffic'
import { cancelRun, startRun, streamRun } from '@/lib/runs/verbs/stream-run'
import * as waits from '@/lib/runs/verbs/waits'
import { createApp, duplicateApp } from '@/lib/services/apps/create-app'
import { getApp, listApps } from '@/lib/services/apps/list-apps'
import { listTemplates } from '@/lib/services/apps/list-templates'
import { deleteApp, restoreApp, saveDraft, updateApp } from '@/lib/services/apps/update-app'
import { listAuditEvents } from '@/lib/services/audit/list-audit-events'
import * as budgets from '@/lib/services/budgets/change-budgets'
import { listBudgetScopes } from '@/lib/services/budgets/list-budget-scopes'
import { listBudgetShares } from '@/lib/services/budgets/list-budget-shares'
import { listBudgets } from '@/lib/services/budgets/list-budgets'
import * as callbacks from '@/lib/services/callbacks/callback-secret'
import { listCheckData } from '@/lib/services/catalog/check-data'
import * as checks from '@/lib/services/catalog/checks'
import { listCatalogModels } from '@/lib/services/catalog/list-models'
import * as cards from '@/lib/services/catalog/model-card'
import * as connections from '@/lib/services/connections/connections'
import { detectLocalModels, listModels, setDefaultModel } from '@/lib/services/connections/models'
import { getDatasetCard } from '@/lib/services/datasets/card'
import { changeExamples } from '@/lib/services/datasets/change-examples'
import * as datasets from '@/lib/services/datasets/datasets'
import * as examples from '@/lib/services/datasets/examples'
import { exportDatasetVersion } from '@/lib/services/datasets/export-version'
import * as quality from '@/lib/services/datasets/quality'
import * as datasetSources from '@/lib/services/datasets/sources'
import * as uploadSource from '@/lib/services/datasets/upload-source'
import { diffDatasetVersions } from '@/lib/services/datasets/version-diff'
import * as datasetVersions from '@/lib/services/datasets/versions'
import * as feedback from '@/lib/services/feedback/feedback'
import { getModelRules } from '@/lib/services/governance/model-rules'
import { getModelPolicy, setModelPolicy } from '@/lib/services/governance/policy'
import { previewModelPolicy } from '@/lib/services/governance/preview-policy'
import { listAlerts } from '@/lib/services/inbox/alerts'
import { markSeen } from '@/lib/services/inbox/seen'
import { createKey, listKeys, revokeKey } from '@/lib/services/keys/keys'
import { deleteDocument, listChunks, retryDocument, uploadDocument } from '@/lib/services/knowledge/documents'
import { changeDocuments } from '@/lib/services/knowledge/documents/change-documents'
import { keepDuplicates, listDuplicates } from '@/lib/services/knowledge/documents/duplicates'
import { findDocuments } from '@/lib/services/knowledge/documents/find-documents'
import { previewChunks, readDocument } from '@/lib/services/knowledge/documents/preview-chunks'
import { estimateRebuild } from '@/lib/services/knowledge/indexes/estimate-rebuild'
import { listEmbedders } from '@/lib/services/knowledge/indexes/list-embedders'
import * as rebuild from '@/lib/services/knowledge/indexes/rebuild'
import * as knowledge from '@/lib/services/knowledge/knowledge-bases'
import { readMetadata, saveMetadataFields } from '@/lib/services/knowledge/metadata/metadata-fields'
import {
  cancelMetadataFill,
  listProposals,
  reviewProposals,
  startMetadataFill,
} from '@/lib/services/knowledge/metadata/review-metadata'
import { searchKnowledge } from '@/lib/services/knowledge/search'
import { setDocumentAccess } from '@/lib/services/knowledge/set-document-access'
import * as knowledgeSources from '@/lib/services/knowledge/sources/sources'
import * as syncs from '@/lib/services/knowledge/sources/syncs'
import { exportLedger } from '@/lib/services/ledger/export-ledger'
import { listLedgerCalls } from '@/lib/services/ledger/list-calls'
import { readLedger } from '@/lib/services/ledger/read-ledger'
import { getLintFacts } from '@/lib/services/lint/lint-facts'
import * as accept from '@/lib/services/people/accept-invitation'
import * as invitations from '@/lib/services/people/invitations'
import * as members from '@/lib/services/people/members'
import * as appProtection from '@/lib/services/protection/app-protection'
import * as blocks from '@/lib/services/protection/blocks'
import { readAbuse } from '@/lib/services/protection/read-abuse'
import * as queue from '@/lib/services/queue/queue'
import * as environmentSecrets from '@/lib/services/releases/environment-secrets'
import * as environments from '@/lib/services/releases/environments'
import { listEnvironments } from '@/lib/services/releases/list-environments'
import { listReleases } from '@/lib/services/releases/list-releases'
import { cancelOrder, decideOrder } from '@/lib/services/releases/orders'
import { releaseVersion, rollBack } from '@/lib/services/releases/release-version'
import * as rollouts from '@/lib/services/releases/rollouts'
import * as routes from '@/lib/services/routes/routes'
import { tryRoute } from '@/lib/services/routes/try-route'
import { deleteSecret, listSecrets, saveSecret } from '@/lib/services/secrets/secrets'
import * as session from '@/lib/services/session/session'
import * as trainingJobs from '@/lib/services/training/job-verbs'
import { getTrainedModelCard } from '@/lib/services/training/model-card'
import * as trainedModels from '@/lib/services/training/models'
import { moveVersion, rollBackModel } from '@/lib/services/training/stages'
import { checkTraining, startTraining } from '@/lib/services/training/start-training'
import { tryVersion } from '@/lib/services/training/try-version'
import * as triggers from '@/lib/services/triggers/triggers'
import { downloadUsage } from '@/lib/services/usage/download-usage'
import { getUsage } from '@/lib/services/usage/get-usage'
import { replayUsage } from '@/lib/services/usage/replay-usage'
import { exportVersion, previewExport } from '@/lib/services/versions/export-version'
import { activateVersion, getPublication, savePublication } from '@/lib/services/versions/publication'
import { getVersion, listVersions, publishVersion } from '@/lib/services/versions/versions'
import { getIdentitySecret, rotateIdentitySecret } from '@/lib/services/visitors/identity-secret'
import { deleteVisitorRequest, listVisitorRequests } from '@/lib/services/visitors/visitor-requests'
import { getRetention, setRetention } from '@/lib/services/workspaces/retention'
import * as workspaces from '@/lib/services/workspaces/workspaces'
import { route } from './studio-route'

/** Every route of the studio's API. The matrix test reads this list, so that none can be forgotten (T80). */
export const studioRoutes = [
  route(sessionContract.getSession, session.getSession),
  route(sessionContract.setUpOwner, session.setUpOwner),
  route(sessionContract.claimLogin, session.claimLogin),
  route(sessionContract.signIn, session.signIn),
  route(sessionContract.signOut, session.signOut),
  route(sessionContract.changePassword, session.changePassword),
  route(workspacesContract.listWorkspaces, workspaces.listWorkspaces),
  route(workspacesContract.createWorkspace, workspaces.createWorkspace),
  route(workspacesContract.switchWorkspace, workspaces.switchWorkspace),
  route(workspacesContract.getRetention, getRetention),
  route(workspacesContract.setRetention, setRetention),
  route(workspacesContract.renameWorkspace, workspaces.renameWorkspace),
  route(workspacesContract.deleteWorkspace, deleteWorkspace),
  route(membersContract.listMembers, members.listMembers),
  route(membersContract.setMemberRole, members.setMemberRole),
  route(membersContract.makeOwner, members.makeOwner),
  route(membersContract.removeMember, members.removeMember),
  route(membersContract.leaveWorkspace, members.leaveWorkspace),
  route(auditContract.listAuditEvents, listAuditEvents),
  route(invitationsContract.listInvitations, invitations.listInvitations),
  route(invitationsContract.createInvitation, invitations.createInvitation),
  route(invitationsContract.revokeInvitation, invitations.revokeInvitation),
  route(invitationsContract.readInvitation, accept.readInvitation),
  route(invitationsContract.acceptInvitation, accept.acceptInvitation),
  route(invitationsContract.joinByInvitation, accept.joinByInvitation),
  route(appsContract.listApps, listApps),
  route(appsContract.listTemplates, listTemplates),
  route(appsContract.createApp, createApp),
  route(appsContract.getApp, getApp),
  route(appsContract.updateApp, updateApp),
  route(appsContract.saveDraft, saveDraft),
  route(appsContract.duplicateApp, duplicateApp),
  route(appsContract.deleteApp, deleteApp),
  route(appsContract.restoreApp, restoreApp),
  route(versionsContract.publishVersion, publishVersion),
  route(versionsContract.listVersions, listVersions),
  route(versionsContract.getVersion, getVersion),
  route(exportsContract.previewExport, previewExport),
  route(exportsContract.exportVersion, exportVersion),
  route(versionsContract.activateVersion, activateVersion),
  route(versionsContract.getPublication, getPublication),
  route(versionsContract.savePublication, savePublication),
  route(environmentsContract.listEnvironments, listEnvironments),
  route(environmentsContract.createEnvironment, environments.createEnvironment),
  route(environmentsContract.updateEnvironment, environments.updateEnvironment),
  route(environmentsContract.deleteEnvironment, environments.deleteEnvironment),
  route(environmentsContract.setMaintenance, environments.setMaintenance),
  route(environmentsContract.listEnvironmentSecrets, environmentSecrets.listEnvironmentSecrets),
  route(environmentsContract.saveEnvironmentSecret, environmentSecrets.saveEnvironmentSecret),
  route(environmentsContract.deleteEnvironmentSecret, environmentSecrets.deleteEnvironmentSecret),
  route(releasesContract.releaseVersion, releaseVersion),
  route(releasesContract.rollBack, rollBack),
  route(releasesContract.listReleases, listReleases),
  route(releasesContract.decideOrder, decideOrder),
  route(releasesContract.cancelOrder, cancelOrder),
  route(rolloutsContract.startRollout, rollouts.startRollout),
  route(rolloutsContract.listRollouts, rollouts.listRollouts),
  route(rolloutsContract.getRollout, getRollout),
  route(rolloutsContract.listAnswerPairs, listAnswerPairs),
  route(rolloutsContract.updateRollout, rollouts.updateRollout),
  route(rolloutsContract.stopRollout, rollouts.stopRollout),
  route(runsContract.startRun, startRun),
  route(appFilesContract.uploadAppFile, appFiles.uploadAppFile),
  route(appFilesContract.deleteAppFile, appFiles.deleteAppFile),
  route(runsContract.streamRun, streamRun),
  route(runsContract.listRuns, listRuns),
  route(runsContract.getRun, getRun),
  route(runsContract.getRunValue, getRunValue),
  route(runsContract.cancelRun, cancelRun),
  route(feedbackContract.listFeedback, feedback.listFeedback),
  route(feedbackContract.giveFeedback, feedback.giveFeedback),
  route(feedbackContract.withdrawFeedback, feedback.withdrawFeedback),
  route(waitsContract.listWaits, waits.listWaits),
  route(waitsContract.getWait, waits.getWait),
  route(waitsContract.answerWait, waits.answerWait),
  route(waitsContract.createWaitLink, waits.createWaitLink),
  route(waitsContract.readLinkedWait, readLinkedWait),
  route(waitsContract.answerLinkedWait, answerLinkedWait),
  route(budgetsContract.listBudgets, listBudgets),
  route(budgetsContract.createBudget, budgets.createBudget),
  route(budgetsContract.updateBudget, budgets.updateBudget),
  route(budgetsContract.deleteBudget, budgets.deleteBudget),
  route(budgetsContract.listBudgetScopes, listBudgetScopes),
  route(budgetsContract.listBudgetShares, listBudgetShares),
  route(usageContract.getUsage, getUsage),
  route(usageContract.downloadUsage, downloadUsage),
  route(usageContract.replayUsage, replayUsage),
  route(inboxContract.countInbox, countInbox),
  route(inboxContract.listFailures, listFailures),
  route(inboxContract.listAlerts, listAlerts),
  route(inboxContract.markSeen, markSeen),
  route(runsContract.rerunRun, rerunRun),
  route(knowledgeContract.listKnowledgeBases, knowledge.listKnowledgeBases),
  route(knowledgeContract.createKnowledgeBase, knowledge.createKnowledgeBase),
  route(knowledgeContract.getKnowledgeBase, knowledge.getKnowledgeBase),
  route(knowledgeContract.updateKnowledgeBase, knowledge.updateKnowledgeBase),
  route(knowledgeContract.deleteKnowledgeBase, knowledge.deleteKnowledgeBase),
  route(documentsContract.findDocuments, findDocuments),
  route(documentsContract.changeDocuments, changeDocuments),
  route(documentsContract.previewChunks, previewChunks),
  route(documentsContract.readDocument, readDocument),
  route(documentsContract.listDuplicates, listDuplicates),
  route(documentsContract.keepDuplicates, keepDuplicates),
  route(metadataContract.readMetadata, readMetadata),
  route(metadataContract.saveMetadataFields, saveMetadataFields),
  route(metadataContract.fillMetadata, startMetadataFill),
  route(metadataContract.cancelMetadataFill, cancelMetadataFill),
  route(metadataContract.listProposals, listProposals),
  route(metadataContract.reviewProposals, reviewProposals),
  route(knowledgeContract.uploadDocument, uploadDocument),
  route(knowledgeContract.deleteDocument, deleteDocument),
  route(knowledgeContract.retryDocument, retryDocument),
  route(knowledgeContract.listChunks, listChunks),
  route(accessContract.setDocumentAccess, setDocumentAccess),
  route(knowledgeContract.searchKnowledge, searchKnowledge),
  route(knowledgeSourcesContract.listSourceKinds, knowledgeSources.listSourceKinds),
  route(knowledgeSourcesContract.listSources, knowledgeSources.listSources),
  route(knowledgeSourcesContract.createSource, knowledgeSources.createSource),
  route(knowledgeSourcesContract.updateSource, knowledgeSources.updateSource),
  route(knowledgeSourcesContract.deleteSource, knowledgeSources.deleteSource),
  route(knowledgeSourcesContract.testSource, knowledgeSources.testSource),
  route(knowledgeSourcesContract.startSync, syncs.startSync),
  route(knowledgeSourcesContract.listSyncs, syncs.listSyncs),
  route(knowledgeSourcesContract.cancelSync, syncs.cancelSync),
  route(knowledgeSourcesContract.decideRemoval, syncs.decideRemoval),
  route(knowledgeSourcesContract.listSyncItems, syncs.listSyncItems),
  route(knowledgeContract.getPassage, getPassage),
  route(indexesContract.listEmbedders, listEmbedders),
  route(indexesContract.listIndexes, rebuild.listIndexes),
  route(indexesContract.estimateRebuild, estimateRebuild),
  route(indexesContract.startRebuild, rebuild.startRebuild),
  route(indexesContract.cancelRebuild, rebuild.cancelRebuild),
  route(indexesContract.continueRebuild, rebuild.continueRebuild),
  route(indexesContract.restoreIndex, rebuild.restoreIndex),
  route(indexesContract.discardIndex, rebuild.discardIndex),
  route(modelsContract.detectLocalModels, detectLocalModels),
  route(modelsContract.listConnections, connections.listConnections),
  route(modelsContract.createConnection, connections.createConnection),
  route(modelsContract.updateConnection, connections.updateConnection),
  route(modelsContract.testConnection, connections.testConnection),
  route(modelsContract.deleteConnection, connections.deleteConnection),
  route(modelsContract.listModels, listModels),
  route(modelsContract.setDefaultModel, setDefaultModel),
  route(cardsContract.listCatalogModels, listCatalogModels),
  route(cardsContract.getModelCard, cards.getModelCard),
  route(cardsContract.saveModelCard, cards.saveModelCard),
  route(cardsContract.downloadModelCard, cards.downloadModelCard),
  route(checksContract.listChecks, checks.listChecks),
  route(checksContract.startCheck, checks.startCheck),
  route(checksContract.estimateCheck, checks.estimateCheck),
  route(checksContract.listCheckData, listCheckData),
  route(checksContract.getCheck, checks.getCheck),
  route(checksContract.cancelCheck, checks.cancelCheck),
  route(routesContract.listRoutes, routes.listRoutes),
  route(routesContract.createRoute, routes.createRoute),
  route(routesContract.tryRoute, tryRoute),
  route(routesContract.updateRoute, routes.updateRoute),
  route(routesContract.deleteRoute, routes.deleteRoute),
  route(keysContract.listKeys, listKeys),
  route(keysContract.createKey, createKey),
  route(keysContract.revokeKey, revokeKey),
  route(secretsContract.listSecrets, listSecrets),
  route(secretsContract.saveSecret, saveSecret),
  route(secretsContract.deleteSecret, deleteSecret),
  route(schedulesContract.listSchedules, schedules.listSchedules),
  route(schedulesContract.createSchedule, schedules.createSchedule),
  route(schedulesContract.updateSchedule, schedules.updateSchedule),
  route(schedulesContract.deleteSchedule, schedules.deleteSchedule),
  route(schedulesContract.runSchedule, schedules.runSchedule),
  route(schedulesContract.previewSchedule, schedules.previewSchedule),
  route(callbacksContract.getCallbackSecret, callbacks.getCallbackSecret),
  route(callbacksContract.rotateCallbackSecret, callbacks.rotateCallbackSecret),
  route(visitorsContract.getIdentitySecret, getIdentitySecret),
  route(visitorsContract.rotateIdentitySecret, rotateIdentitySecret),
  route(visitorsContract.listVisitorRequests, listVisitorRequests),
  route(visitorsContract.deleteVisitorRequest, deleteVisitorRequest),
  route(triggersContract.listTriggers, triggers.listTriggers),
  route(triggersContract.createTrigger, triggers.createTrigger),
  route(triggersContract.updateTrigger, triggers.updateTrigger),
  route(triggersContract.rotateTrigger, triggers.rotateTrigger),
  route(triggersContract.deleteTrigger, triggers.deleteTrigger),
  route(batchesContract.listBatches, batches.listBatches),
  route(batchesContract.createBatch, batches.createBatch),
  route(batchesContract.getBatch, batches.getBatch),
  route(batchesContract.checkBatch, batches.checkBatch),
  route(batchesContract.startBatch, batches.startBatch),
  route(batchesContract.listBatchItems, batches.listBatchItems),
  route(batchesContract.deleteBatch, batches.deleteBatch),
  route(batchesContract.controlBatch, controlBatch),
  route(batchesContract.downloadBatch, downloadBatch),
  route(readAppFileContract, readAppFile),
  route(datasetsContract.listDatasets, datasets.listDatasets),
  route(datasetsContract.createDataset, datasets.createDataset),
  route(datasetsContract.getDataset, datasets.getDataset),
  route(datasetsContract.updateDataset, datasets.updateDataset),
  route(datasetsContract.deleteDataset, datasets.deleteDataset),
  route(datasetsContract.restoreDataset, datasets.restoreDataset),
  route(datasetExamplesContract.listExamples, examples.listExamples),
  route(datasetExamplesContract.addExample, examples.addExample),
  route(datasetExamplesContract.changeExamples, changeExamples),
  route(datasetExamplesContract.updateExample, examples.updateExample),
  route(datasetExamplesContract.splitExamples, quality.splitExamples),
  route(datasetExamplesContract.findDuplicates, quality.findDuplicates),
  route(datasetSourcesContract.listSources, datasetSources.listSources),
  route(datasetSourcesContract.uploadSource, uploadSource.uploadSource),
  route(datasetSourcesContract.previewUpload, uploadSource.previewUpload),
  route(datasetSourcesContract.importUpload, uploadSource.importUpload),
  route(datasetSourcesContract.previewRuns, datasetSources.previewRuns),
  route(datasetSourcesContract.importRuns, datasetSources.importRuns),
  route(datasetSourcesContract.generateExamples, datasetSources.generateExamples),
  route(datasetSourcesContract.updateSource, datasetSources.updateSource),
  route(datasetSourcesContract.stopSource, datasetSources.stopSource),
  route(datasetSourcesContract.deleteSource, datasetSources.deleteSource),
  route(datasetVersionsContract.getStatistics, quality.getStatistics),
  route(datasetVersionsContract.getDatasetCard, getDatasetCard),
  route(datasetVersionsContract.listDatasetVersions, datasetVersions.listDatasetVersions),
  route(datasetVersionsContract.createDatasetVersion, datasetVersions.createDatasetVersion),
  route(datasetVersionsContract.diffDatasetVersions, diffDatasetVersions),
  route(datasetVersionsContract.exportDatasetVersion, exportDatasetVersion),
  route(protectionContract.getAppProtection, appProtection.getAppProtection),
  route(protectionContract.saveAppProtection, appProtection.saveAppProtection),
  route(protectionContract.listStops, appProtection.listStops),
  route(protectionContract.stopTraffic, stopTraffic),
  route(protectionContract.resumeTraffic, resumeTraffic),
  route(protectionContract.listBlocks, blocks.listBlocks),
  route(protectionContract.createBlock, blocks.createBlock),
  route(protectionContract.liftBlock, blocks.liftBlock),
  route(protectionContract.readAbuse, readAbuse),
  route(queueContract.getQueue, queue.getQueue),
  route(queueContract.retryDeadLetter, queue.retryDeadLetter),
  route(queueContract.discardDeadLetter, queue.discardDeadLetter),
  route(automationsContract.listTargets, listTargets),
  route(governanceContract.getModelRules, getModelRules),
  route(lintContract.getLintFacts, getLintFacts),
  route(governanceContract.getModelPolicy, getModelPolicy),
  route(governanceContract.setModelPolicy, setModelPolicy),
  route(governanceContract.previewModelPolicy, previewModelPolicy),
  route(ledgerContract.readLedger, readLedger),
  route(ledgerContract.listLedgerCalls, listLedgerCalls),
  route(ledgerContract.exportLedger, exportLedger),
  route(trainingContract.listTrainedModels, trainedModels.listTrainedModels),
  route(trainingContract.getTrainedModel, trainedModels.getTrainedModel),
  route(trainingContract.updateTrainedModel, trainedModels.updateTrainedModel),
  route(trainingContract.deleteTrainedModel, trainedModels.deleteTrainedModel),
  route(trainingContract.moveVersion, moveVersion),
  route(trainingContract.rollBackModel, rollBackModel),
  route(trainingContract.tryVersion, tryVersion),
  route(trainingContract.getTrainedModelCard, getTrainedModelCard),
  route(trainingJobsContract.getTrainingChoices, trainingJobs.getTrainingChoices),
  route(trainingJobsContract.checkTraining, checkTraining),
  route(trainingJobsContract.startTraining, startTraining),
  route(trainingJobsContract.getTrainingJob, trainingJobs.getTrainingJob),
  route(trainingJobsContract.cancelTraining, trainingJobs.cancelTraining),
]
