import 'server-only'
import * as budgetsContract from '@/lib/contracts/budgets'
import * as governanceContract from '@/lib/contracts/governance'
import * as ledgerContract from '@/lib/contracts/ledger'
import * as lintContract from '@/lib/contracts/lint'
import * as localAddressesContract from '@/lib/contracts/local-addresses'
import * as policyContract from '@/lib/contracts/model-policy'
import * as usageContract from '@/lib/contracts/usage'
import * as budgets from '@/lib/services/budgets/change-budgets'
import { listBudgetScopes } from '@/lib/services/budgets/list-budget-scopes'
import { listBudgetShares } from '@/lib/services/budgets/list-budget-shares'
import { listBudgets } from '@/lib/services/budgets/list-budgets'
import { allowLocalAddress, listLocalAddresses, removeLocalAddress } from '@/lib/services/governance/local-addresses'
import { getModelRules } from '@/lib/services/governance/model-rules'
import { getModelPolicy, setModelPolicy } from '@/lib/services/governance/policy'
import { previewModelPolicy } from '@/lib/services/governance/preview-policy'
import { exportLedger } from '@/lib/services/ledger/export-ledger'
import { listLedgerCalls } from '@/lib/services/ledger/list-calls'
import { readLedger } from '@/lib/services/ledger/read-ledger'
import { getLintFacts } from '@/lib/services/lint/lint-facts'
import { downloadUsage } from '@/lib/services/usage/download-usage'
import { getUsage } from '@/lib/services/usage/get-usage'
import { replayUsage } from '@/lib/services/usage/replay-usage'
import { route } from './studio-route'

/** Costs, data policies and their records. */
export const spendingRoutes = [
  route(budgetsContract.listBudgets, listBudgets),
  route(budgetsContract.createBudget, budgets.createBudget),
  route(budgetsContract.updateBudget, budgets.updateBudget),
  route(budgetsContract.deleteBudget, budgets.deleteBudget),
  route(budgetsContract.listBudgetScopes, listBudgetScopes),
  route(budgetsContract.listBudgetShares, listBudgetShares),
  route(usageContract.getUsage, getUsage),
  route(usageContract.downloadUsage, downloadUsage),
  route(usageContract.replayUsage, replayUsage),
  route(governanceContract.getModelRules, getModelRules),
  route(lintContract.getLintFacts, getLintFacts),
  route(policyContract.getModelPolicy, getModelPolicy),
  route(policyContract.setModelPolicy, setModelPolicy),
  route(policyContract.previewModelPolicy, previewModelPolicy),
  route(localAddressesContract.listLocalAddresses, listLocalAddresses),
  route(localAddressesContract.allowLocalAddress, allowLocalAddress),
  route(localAddressesContract.removeLocalAddress, removeLocalAddress),
  route(ledgerContract.readLedger, readLedger),
  route(ledgerContract.listLedgerCalls, listLedgerCalls),
  route(ledgerContract.exportLedger, exportLedger),
]
