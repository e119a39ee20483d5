@rem The command of LCDI that has the name of this file.
@"%~dp0..\vigil.cmd" lcdi %~n0 %*
