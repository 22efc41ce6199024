import 'server-only'
import * as accessContract from '@/lib/contracts/document-access'
import * as knowledgeContract from '@/lib/contracts/knowledge'
import * as documentsContract from '@/lib/contracts/knowledge-documents'
import * as indexesContract from '@/lib/contracts/knowledge-indexes'
import * as metadataContract from '@/lib/contracts/knowledge-metadata'
import * as retrievalContract from '@/lib/contracts/knowledge-retrieval'
import * as knowledgeSourcesContract from '@/lib/contracts/knowledge-sources'
import * as labContract from '@/lib/contracts/retrieval-lab'
import { addQuestionOfRun as chatContract } from '@/lib/contracts/retrieval-lab-chat'
import { explainSearch as explainContract } from '@/lib/contracts/retrieval-lab-explain'
import { listGaps as gapsContract } from '@/lib/contracts/retrieval-lab-gaps'
import * as labMakeContract from '@/lib/contracts/retrieval-lab-generation'
import * as labRunsContract from '@/lib/contracts/retrieval-lab-runs'
import { deleteDocument, listChunks, retryDocument, uploadDocument } from '@/lib/services/knowledge/documents'
import { changeDocuments } from '@/lib/services/knowledge/documents/change-documents'
import { keepDuplicates, listDuplicates } from '@/lib/services/knowledge/documents/duplicates'
import { findDocuments } from '@/lib/services/knowledge/documents/find-documents'
import { previewChunks, readDocument } from '@/lib/services/knowledge/documents/preview-chunks'
import { estimateRebuild } from '@/lib/services/knowledge/indexes/estimate-rebuild'
import { listEmbedders } from '@/lib/services/knowledge/indexes/list-embedders'
import * as rebuild from '@/lib/services/knowledge/indexes/rebuild'
import * as knowledge from '@/lib/services/knowledge/knowledge-bases'
import { listKnowledgeUses } from '@/lib/services/knowledge/knowledge-uses'
import { addLabQuestion } from '@/lib/services/knowledge/lab/add-lab-question'
import { explainSearch } from '@/lib/services/knowledge/lab/explain'
import { listGaps } from '@/lib/services/knowledge/lab/gaps'
import * as make from '@/lib/services/knowledge/lab/generation'
import { importQuestions } from '@/lib/services/knowledge/lab/import-questions'
import * as labRuns from '@/lib/services/knowledge/lab/lab-runs'
import * as labQuestions from '@/lib/services/knowledge/lab/questions'
import { readMetadata, saveMetadataFields } from '@/lib/services/knowledge/metadata/metadata-fields'
import {
  cancelMetadataFill,
  listProposals,
  reviewProposals,
  startMetadataFill,
} from '@/lib/services/knowledge/metadata/review-metadata'
import { getPassage } from '@/lib/services/knowledge/passage'
import { readRetrieval, saveRetrieval } from '@/lib/services/knowledge/retrieval'
import { searchKnowledge } from '@/lib/services/knowledge/search'
import { setDocumentAccess } from '@/lib/services/knowledge/set-document-access'
import * as knowledgeSources from '@/lib/services/knowledge/sources/sources'
import * as syncs from '@/lib/services/knowledge/sources/syncs'
import { route } from './studio-route'

/** Knowledge bases, their documents, sources and indexes. */
export const knowledgeRoutes = [
  route(knowledgeContract.listKnowledgeBases, knowledge.listKnowledgeBases),
  route(knowledgeContract.createKnowledgeBase, knowledge.createKnowledgeBase),
  route(knowledgeContract.getKnowledgeBase, knowledge.getKnowledgeBase),
  route(knowledgeContract.updateKnowledgeBase, knowledge.updateKnowledgeBase),
  route(knowledgeContract.listKnowledgeUses, listKnowledgeUses),
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
  route(retrievalContract.readRetrieval, readRetrieval),
  route(retrievalContract.saveRetrieval, saveRetrieval),
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
  route(labContract.listLabQuestions, labQuestions.listLabQuestions),
  route(labContract.addLabQuestion, labQuestions.addLabQuestion),
  route(labContract.updateLabQuestion, labQuestions.updateLabQuestion),
  route(labContract.changeLabQuestions, labQuestions.changeLabQuestions),
  route(labMakeContract.importQuestions, importQuestions),
  route(labMakeContract.estimateGeneration, make.estimateGeneration),
  route(labMakeContract.startGeneration, make.startGeneration),
  route(labMakeContract.readGeneration, make.readGeneration),
  route(labMakeContract.cancelGeneration, make.cancelGeneration),
  route(explainContract, explainSearch),
  route(gapsContract, listGaps),
  route(chatContract, addLabQuestion),
  route(labRunsContract.listLabRuns, labRuns.listLabRuns),
  route(labRunsContract.startLabRun, labRuns.startLabRun),
  route(labRunsContract.getLabRun, labRuns.getLabRun),
  route(labRunsContract.cancelLabRun, labRuns.cancelLabRun),
  route(labRunsContract.deleteLabRun, labRuns.deleteLabRun),
]
