import { runAsOne } from '../../support/run-as-one';

runAsOne(__filename);
