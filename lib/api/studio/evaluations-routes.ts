import 'server-only'
import { getAppScorecard as scorecardContract } from '@/lib/contracts/app-scorecard'
import * as attackContract from '@/lib/contracts/attacks'
import * as fileContract from '@/lib/contracts/evaluation-files'
import * as contract from '@/lib/contracts/evaluations'
import { exportExperiment as exportContract } from '@/lib/contracts/experiment-export'
import * as experimentContract from '@/lib/contracts/experiments'
import * as gateContract from '@/lib/contracts/gates'
import * as judgeContract from '@/lib/contracts/judges'
import * as labelContract from '@/lib/contracts/label-report'
import * as onlineContract from '@/lib/contracts/online-rules'
import * as optimizationContract from '@/lib/contracts/optimizations'
import * as regressionContract from '@/lib/contracts/regressions'
import { listAttackPoints } from '@/lib/services/attacks/attack-points'
import { getAttackReport } from '@/lib/services/attacks/attack-report'
import * as attacks from '@/lib/services/attacks/attacks'
import { controlExperiment } from '@/lib/services/evaluations/control-experiment'
import * as evaluations from '@/lib/services/evaluations/evaluations'
import { listExampleResults } from '@/lib/services/evaluations/example-results'
import * as experiments from '@/lib/services/evaluations/experiments'
import { exportExperiment } from '@/lib/services/evaluations/export/export-experiment'
import { importEvaluationFile, previewEvaluationFile } from '@/lib/services/evaluations/files/evaluation-files'
import { getLabelReport } from '@/lib/services/evaluations/labels/get-label-report'
import { getOnlineReport } from '@/lib/services/evaluations/online/online-report'
import * as online from '@/lib/services/evaluations/online/online-rules'
import { quickEvaluation } from '@/lib/services/evaluations/quick-evaluation'
import { countRegressions } from '@/lib/services/evaluations/regressions/count-regressions'
import { createRegressionTest } from '@/lib/services/evaluations/regressions/create-regression-test'
import { getAppScorecard } from '@/lib/services/evaluations/scorecard/get-app-scorecard'
import { listSlices } from '@/lib/services/evaluations/slices/list-slices'
import { suggestScorers } from '@/lib/services/evaluations/suggest-scorers'
import { checkGateOf, listGateDecisions, measureForGate } from '@/lib/services/gates/gate-checks'
import { deleteGate, listGates, saveGate } from '@/lib/services/gates/gate-settings'
import { listJudges } from '@/lib/services/judges/judges'
import { labelReviewItem, unlabelReviewItem } from '@/lib/services/judges/labels'
import { nextReviewItem } from '@/lib/services/judges/next-item'
import { applyCandidate } from '@/lib/services/optimizations/apply-candidate'
import * as optimizations from '@/lib/services/optimizations/optimizations'
import { route } from './studio-route'

export const evaluationsRoutes = [
  route(contract.listEvaluations, evaluations.listEvaluations),
  route(contract.suggestScorers, suggestScorers),
  route(contract.createEvaluation, evaluations.createEvaluation),
  route(contract.quickEvaluation, quickEvaluation),
  route(fileContract.previewEvaluationFile, previewEvaluationFile),
  route(fileContract.importEvaluationFile, importEvaluationFile),
  route(contract.getEvaluation, evaluations.getEvaluation),
  route(contract.updateEvaluation, evaluations.updateEvaluation),
  route(contract.deleteEvaluation, evaluations.deleteEvaluation),
  route(experimentContract.listExperiments, experiments.listExperiments),
  route(experimentContract.startExperiment, experiments.startExperiment),
  route(experimentContract.getExperiment, experiments.getExperiment),
  route(experimentContract.listSlices, listSlices),
  route(labelContract.getLabelReport, getLabelReport),
  route(experimentContract.controlExperiment, controlExperiment),
  route(experimentContract.deleteExperiment, experiments.deleteExperiment),
  route(experimentContract.listExampleResults, listExampleResults),
  route(exportContract, exportExperiment),
  route(regressionContract.createRegressionTest, createRegressionTest),
  route(regressionContract.countRegressions, countRegressions),
  route(onlineContract.listOnlineRules, online.listOnlineRules),
  route(onlineContract.createOnlineRule, online.createOnlineRule),
  route(onlineContract.updateOnlineRule, online.updateOnlineRule),
  route(onlineContract.deleteOnlineRule, online.deleteOnlineRule),
  route(onlineContract.getOnlineReport, getOnlineReport),
  route(attackContract.listAttackPoints, listAttackPoints),
  route(attackContract.listAttacks, attacks.listAttacks),
  route(attackContract.startAttacks, attacks.startAttacks),
  route(attackContract.getAttackReport, getAttackReport),
  route(attackContract.stopAttacks, attacks.stopAttacks),
  route(attackContract.deleteAttacks, attacks.deleteAttacks),
  route(optimizationContract.listParameters, optimizations.listParameters),
  route(optimizationContract.listOptimizations, optimizations.listOptimizations),
  route(optimizationContract.startOptimization, optimizations.startOptimization),
  route(optimizationContract.getOptimization, optimizations.getOptimization),
  route(optimizationContract.applyCandidate, applyCandidate),
  route(optimizationContract.stopOptimization, optimizations.stopOptimization),
  route(optimizationContract.deleteOptimization, optimizations.deleteOptimization),
  route(scorecardContract, getAppScorecard),
  route(judgeContract.listJudges, listJudges),
  route(judgeContract.nextReviewItem, nextReviewItem),
  route(judgeContract.labelReviewItem, labelReviewItem),
  route(judgeContract.unlabelReviewItem, unlabelReviewItem),
  route(gateContract.listGates, listGates),
  route(gateContract.saveGate, saveGate),
  route(gateContract.deleteGate, deleteGate),
  route(gateContract.checkGate, checkGateOf),
  route(gateContract.measureForGate, measureForGate),
  route(gateContract.listGateDecisions, listGateDecisions),
]
