/** Loaded into every process of the bench: however the bench ends, nothing of it is left running. */
process.on('disconnect', () => process.exit());
