import { insertAction } from '../../shared/sql/insert-action'

export default insertAction('mysql', ['login'])
