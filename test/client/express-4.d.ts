/** Express 4 under the name that it is installed by; what the tests use of it is typed as in version 5. */
declare module 'express-4' {
  import express from 'express';
  export default express;
}
