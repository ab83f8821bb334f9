"""From a download of Canvas or Moodle to the folders that nbgrader grades."""
