'use strict';

let passed = 0;
let failed = 0;

/** Records a check and prints it, with the actual value if it fails. */
exports.check = (description, condition, actual) => {
  if (condition) passed++;
  else failed++;
  console.log(condition ? 'ok    ' : 'FAILED', description, condition ? '' : JSON.stringify(actual) ?? '');
};

/** Runs the checks of a client, prints how many passed and failed, and sets the exit code. */
exports.run = async main => {
  try {
    await main();
  } catch (error) {
    exports.check(`the client runs to its end: ${error.stack}`, false);
  }
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
};
