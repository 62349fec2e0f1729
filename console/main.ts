/** Until there is a console: what the server serves. */
const root = document.getElementById('root');
if (root !== null) root.textContent = 'Tollgate';

export {};
