import {
  getFailureApp as getFailureAppContract,
  saveFailureApp as saveFailureAppContract,
} from '@/lib/contracts/failure-app'
import 'server-only'
import { getAppOverview as getAppOverviewContract } from '@/lib/contracts/app-overview'
import {
  exportAppFile as exportAppFileContract,
  previewTemplate as previewTemplateContract,
  shareTemplate as shareTemplateContract,
} from '@/lib/contracts/app-transfer'
import * as appsContract from '@/lib/contracts/apps'
import * as environmentsContract from '@/lib/contracts/environments'
import * as exportsContract from '@/lib/contracts/exports'
import { getImportReport as getImportReportContract, readImport as readImportContract } from '@/lib/contracts/imports'
import * as keysContract from '@/lib/contracts/keys'
import * as memoriesContract from '@/lib/contracts/memories'
import * as programsContract from '@/lib/contracts/oauth-clients'
import * as pageImagesContract from '@/lib/contracts/page-images'
import * as protectionContract from '@/lib/contracts/protection'
import * as releasesContract from '@/lib/contracts/releases'
import * as rolloutsContract from '@/lib/contracts/rollouts'
import * as secretsContract from '@/lib/contracts/secrets'
import * as templatesContract from '@/lib/contracts/templates'
import * as versionsContract from '@/lib/contracts/versions'
import * as visitorsContract from '@/lib/contracts/visitors'
import { deleteVisitorFiles, getVisitorFiles } from '@/lib/services/app-files/visitor-files'
import { exportAppFile } from '@/lib/services/app-transfer/export-app-file'
import { previewTemplate, shareTemplate } from '@/lib/services/app-transfer/share-template'
import { getAppOverview } from '@/lib/services/apps/app-overview'
import { createApp, duplicateApp } from '@/lib/services/apps/create-app'
import { favoriteApp } from '@/lib/services/apps/favorite-app'
import { getApp, listApps } from '@/lib/services/apps/list-apps'
import { deleteApp, restoreApp, saveDraft, updateApp } from '@/lib/services/apps/update-app'
import { getFailureApp, saveFailureApp } from '@/lib/services/failure-apps/failure-app'
import { getImportReport } from '@/lib/services/imports/get-import-report'
import { readImport } from '@/lib/services/imports/read-import'
import { createKey, listKeys, revokeKey } from '@/lib/services/keys/keys'
import * as memories from '@/lib/services/memories/memories'
import { approveAuthorization, describeAuthorization } from '@/lib/services/oauth/authorize'
import { listConnectedApps, removeConnectedApp } from '@/lib/services/oauth/connected-apps'
import * as appProtection from '@/lib/services/protection/app-protection'
import { blockCaller } from '@/lib/services/protection/block-caller'
import * as blocks from '@/lib/services/protection/blocks'
import { readAbuse } from '@/lib/services/protection/read-abuse'
import { resumeTraffic, stopTraffic } from '@/lib/services/protection/stop-traffic'
import * as environmentSecrets from '@/lib/services/releases/environment-secrets'
import * as environments from '@/lib/services/releases/environments'
import { listEnvironments } from '@/lib/services/releases/list-environments'
import { listReleases } from '@/lib/services/releases/list-releases'
import { releaseVersion, rollBack } from '@/lib/services/releases/release-version'
import { cancelReleaseRequest, decideReleaseRequest } from '@/lib/services/releases/requests'
import { rescheduleRelease } from '@/lib/services/releases/reschedule-request'
import { getRollout, listAnswerPairs, listLatestAnswers } from '@/lib/services/releases/rollout-results'
import * as rollouts from '@/lib/services/releases/rollouts'
import { deleteSecret, listSecrets, saveSecret } from '@/lib/services/secrets/secrets'
import { createFromTemplate } from '@/lib/services/templates/create-from-template'
import { getAppSample, getTemplateSample } from '@/lib/services/templates/get-sample'
import { listTemplates } from '@/lib/services/templates/list-templates'
import { exportVersion, previewExport } from '@/lib/services/versions/export-version'
import { listFormerAddresses, releaseAddress } from '@/lib/services/versions/former-addresses'
import { readPageImage, uploadPageImage } from '@/lib/services/versions/page-images'
import { activateVersion, getPublication, savePublication } from '@/lib/services/versions/publication'
import { forkVersion, saveVersion } from '@/lib/services/versions/save-version'
import { getVersion, listVersions, publishVersion } from '@/lib/services/versions/versions'
import { getIdentitySecret, rotateIdentitySecret } from '@/lib/services/visitors/identity-secret'
import { resendVisitorRequest } from '@/lib/services/visitors/resend-visitor-request'
import { deleteVisitorRequest, listVisitorRequests } from '@/lib/services/visitors/visitor-requests'
import { route } from './studio-route'

/** Apps, drafts, releases and protection. */
export const appsRoutes = [
  route(appsContract.listApps, listApps),
  route(templatesContract.listTemplates, listTemplates),
  route(templatesContract.getTemplateSample, getTemplateSample),
  route(templatesContract.createFromTemplate, createFromTemplate),
  route(templatesContract.getAppSample, getAppSample),
  route(appsContract.createApp, createApp),
  route(appsContract.getApp, getApp),
  route(getAppOverviewContract, getAppOverview),
  route(appsContract.updateApp, updateApp),
  route(appsContract.favoriteApp, favoriteApp),
  route(getFailureAppContract, getFailureApp),
  route(saveFailureAppContract, saveFailureApp),
  route(appsContract.saveDraft, saveDraft),
  route(exportAppFileContract, exportAppFile),
  route(previewTemplateContract, previewTemplate),
  route(shareTemplateContract, shareTemplate),
  route(readImportContract, readImport),
  route(getImportReportContract, getImportReport),
  route(appsContract.duplicateApp, duplicateApp),
  route(appsContract.deleteApp, deleteApp),
  route(appsContract.restoreApp, restoreApp),
  route(versionsContract.publishVersion, publishVersion),
  route(versionsContract.saveVersion, saveVersion),
  route(versionsContract.forkVersion, forkVersion),
  route(versionsContract.listVersions, listVersions),
  route(versionsContract.getVersion, getVersion),
  route(exportsContract.previewExport, previewExport),
  route(exportsContract.exportVersion, exportVersion),
  route(versionsContract.activateVersion, activateVersion),
  route(versionsContract.getPublication, getPublication),
  route(versionsContract.savePublication, savePublication),
  route(pageImagesContract.uploadPageImage, uploadPageImage),
  route(pageImagesContract.readPageImage, readPageImage),
  route(versionsContract.listFormerAddresses, listFormerAddresses),
  route(versionsContract.releaseAddress, releaseAddress),
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
  route(releasesContract.decideReleaseRequest, decideReleaseRequest),
  route(releasesContract.rescheduleRelease, rescheduleRelease),
  route(releasesContract.cancelReleaseRequest, cancelReleaseRequest),
  route(rolloutsContract.startRollout, rollouts.startRollout),
  route(rolloutsContract.listRollouts, rollouts.listRollouts),
  route(rolloutsContract.getRollout, getRollout),
  route(rolloutsContract.listAnswerPairs, listAnswerPairs),
  route(rolloutsContract.listLatestAnswers, listLatestAnswers),
  route(rolloutsContract.updateRollout, rollouts.updateRollout),
  route(rolloutsContract.stopRollout, rollouts.stopRollout),
  route(keysContract.listKeys, listKeys),
  route(keysContract.createKey, createKey),
  route(keysContract.revokeKey, revokeKey),
  route(programsContract.describeAuthorization, describeAuthorization),
  route(programsContract.approveAuthorization, approveAuthorization),
  route(programsContract.listConnectedApps, listConnectedApps),
  route(programsContract.removeConnectedApp, removeConnectedApp),
  route(secretsContract.listSecrets, listSecrets),
  route(secretsContract.saveSecret, saveSecret),
  route(secretsContract.deleteSecret, deleteSecret),
  route(visitorsContract.getIdentitySecret, getIdentitySecret),
  route(visitorsContract.rotateIdentitySecret, rotateIdentitySecret),
  route(visitorsContract.listVisitorRequests, listVisitorRequests),
  route(visitorsContract.deleteVisitorRequest, deleteVisitorRequest),
  route(visitorsContract.resendVisitorRequest, resendVisitorRequest),
  route(memoriesContract.listMemories, memories.listMemories),
  route(memoriesContract.deleteMemory, memories.deleteMemory),
  route(memoriesContract.forgetEndUser, memories.forgetEndUser),
  route(protectionContract.getAppProtection, appProtection.getAppProtection),
  route(protectionContract.saveAppProtection, appProtection.saveAppProtection),
  route(protectionContract.getVisitorFiles, getVisitorFiles),
  route(protectionContract.deleteVisitorFiles, deleteVisitorFiles),
  route(protectionContract.listStops, appProtection.listStops),
  route(protectionContract.stopTraffic, stopTraffic),
  route(protectionContract.resumeTraffic, resumeTraffic),
  route(protectionContract.listBlocks, blocks.listBlocks),
  route(protectionContract.createBlock, blockCaller),
  route(protectionContract.liftBlock, blocks.liftBlock),
  route(protectionContract.readAbuse, readAbuse),
]
