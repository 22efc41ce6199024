import 'server-only'
import * as datasetExamplesContract from '@/lib/contracts/dataset-examples'
import * as datasetSourcesContract from '@/lib/contracts/dataset-sources'
import * as datasetVersionsContract from '@/lib/contracts/dataset-versions'
import * as datasetsContract from '@/lib/contracts/datasets'
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
import { route } from './studio-route'

/** Data sets. */
export const datasetsRoutes = [
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
]
