import 'server-only'
import * as cardsContract from '@/lib/contracts/model-cards'
import * as checksContract from '@/lib/contracts/model-checks'
import * as modelsContract from '@/lib/contracts/models'
import * as routesContract from '@/lib/contracts/routes'
import * as trainingContract from '@/lib/contracts/training'
import * as trainingJobsContract from '@/lib/contracts/training-jobs'
import { listCheckData } from '@/lib/services/catalog/check-data'
import * as checks from '@/lib/services/catalog/checks'
import { listCatalogModels } from '@/lib/services/catalog/list-models'
import * as cards from '@/lib/services/catalog/model-card'
import * as connections from '@/lib/services/connections/connections'
import { detectLocalModels, listModels, setDefaultModel } from '@/lib/services/connections/models'
import * as routes from '@/lib/services/routes/routes'
import { tryRoute } from '@/lib/services/routes/try-route'
import * as trainingJobs from '@/lib/services/training/job-verbs'
import { getTrainedModelCard } from '@/lib/services/training/model-card'
import * as trainedModels from '@/lib/services/training/models'
import { moveVersion, rollBackModel } from '@/lib/services/training/stages'
import { checkTraining, startTraining } from '@/lib/services/training/start-training'
import { tryVersion } from '@/lib/services/training/try-version'
import { route } from './studio-route'

/** Connections, cards, checks, routes and trained models. */
export const modelsRoutes = [
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
