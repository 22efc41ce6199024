import 'server-only'
import * as environment from '@/lib/contracts/environment-variables'
import * as contract from '@/lib/contracts/tables'
import { exportTableRows } from '@/lib/services/tables/export-rows'
import * as rows from '@/lib/services/tables/rows'
import * as tables from '@/lib/services/tables/tables'
import * as variables from '@/lib/services/variables/environment-variables'
import { route } from './studio-route'

/** Tables of the workspace, their rows, and environment variables. */
export const tablesRoutes = [
  route(environment.listEnvironmentVariables, variables.listEnvironmentVariables),
  route(environment.saveEnvironmentVariable, variables.saveEnvironmentVariable),
  route(environment.deleteEnvironmentVariable, variables.deleteEnvironmentVariable),
  route(contract.listTables, tables.listTables),
  route(contract.createTable, tables.createTable),
  route(contract.updateTable, tables.updateTable),
  route(contract.deleteTable, tables.deleteTable),
  route(contract.listTableRows, rows.listTableRows),
  route(contract.createTableRow, rows.createTableRow),
  route(contract.updateTableRow, rows.updateTableRow),
  route(contract.deleteTableRow, rows.deleteTableRow),
  route(contract.importTableRows, rows.importTableRows),
  route(contract.exportTableRows, exportTableRows),
]
