@echo off
rem The demonstration on loopback addresses. The package must be there: distribution\target\vigil-VERSION, built by "mvn -DskipTests package".
setlocal
cd /d "%~dp0"
set "PACKAGE="
for /d %%d in (distribution\target\vigil-*) do set "PACKAGE=%%d"
if not defined PACKAGE (
  echo demo: the package is missing; build it with: mvn -q -B -DskipTests package 1>&2
  exit /b 1
)
for /f "delims=" %%j in ('"%PACKAGE%\bin\vigil.cmd" --java') do set "JAVA=%%j"
if not defined JAVA exit /b 1
"%JAVA%" -cp distribution\target\classes dev.vigil.distribution.Demo "%PACKAGE%" distribution\target\demo %*
