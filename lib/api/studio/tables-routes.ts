import 'server-only'
import * as contract from '@/lib/contracts/tables'
import * as rows from '@/lib/services/tables/rows'
import * as tables from '@/lib/services/tables/tables'
import { route } from './studio-route'

/** Tables of the workspace and their rows. */
export const tablesRoutes = [
  route(contract.listTables, tables.listTables),
  route(contract.createTable, tables.createTable),
  route(contract.updateTable, tables.updateTable),
  route(contract.deleteTable, tables.deleteTable),
  route(contract.listTableRows, rows.listTableRows),
  route(contract.createTableRow, rows.createTableRow),
  route(contract.updateTableRow, rows.updateTableRow),
  route(contract.deleteTableRow, rows.deleteTableRow),
  route(contract.importTableRows, rows.importTableRows),
]
